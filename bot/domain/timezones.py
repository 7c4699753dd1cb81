"""Time zones: those offered on buttons, and the names people write."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

# A city or two for each offset and each set of rules. What a button carries are the places in these lists, so new ones
# go to the end of theirs.
REGIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Europe",
        (
            "Europe/London",
            "Europe/Lisbon",
            "Europe/Berlin",
            "Europe/Paris",
            "Europe/Madrid",
            "Europe/Rome",
            "Europe/Warsaw",
            "Europe/Athens",
            "Europe/Helsinki",
            "Europe/Kyiv",
            "Europe/Istanbul",
            "Europe/Moscow",
        ),
    ),
    (
        "America",
        (
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "America/Anchorage",
            "America/Halifax",
            "America/Mexico_City",
            "America/Bogota",
            "America/Lima",
            "America/Santiago",
            "America/Sao_Paulo",
            "America/Argentina/Buenos_Aires",
        ),
    ),
    (
        "Asia",
        (
            "Asia/Dubai",
            "Asia/Riyadh",
            "Asia/Tehran",
            "Asia/Karachi",
            "Asia/Kolkata",
            "Asia/Dhaka",
            "Asia/Almaty",
            "Asia/Bangkok",
            "Asia/Jakarta",
            "Asia/Shanghai",
            "Asia/Tokyo",
            "Asia/Seoul",
        ),
    ),
    (
        "Africa",
        (
            "Africa/Casablanca",
            "Africa/Algiers",
            "Africa/Lagos",
            "Africa/Cairo",
            "Africa/Johannesburg",
            "Africa/Nairobi",
        ),
    ),
    (
        "Pacific",
        (
            "Australia/Perth",
            "Australia/Adelaide",
            "Australia/Brisbane",
            "Australia/Sydney",
            "Pacific/Auckland",
            "Pacific/Honolulu",
        ),
    ),
)


def city(zone: str) -> str:
    """The last part of a zone's name, as people write it: "America/New_York" is "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def zone_named(words: str) -> str | None:
    """The IANA name meant by "Europe/Berlin", "new york" or "utc"; None when there is no such zone."""
    wanted = words.strip().replace(" ", "_").casefold()
    return _names().get(wanted) if wanted else None


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    # Of several zones that end alike ("America/Indianapolis", "America/Indiana/Indianapolis") the shortest name counts.
    for zone in sorted(available_timezones(), key=lambda each: (len(each), each)):
        names.setdefault(zone.rpartition("/")[2].casefold(), zone)
    names.update((zone.casefold(), zone) for zone in available_timezones())
    return names
