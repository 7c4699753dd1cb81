"""Posts made from templates about different events, and real updates of one; made up for the tests."""

from __future__ import annotations

from typing import Final

BULLETINS: Final = {
    "quake": (
        "Magnitude 4.1 earthquake near Northtown. The quake struck at a depth of 10 km at 08:15 local time, the agency"
        " said. There were no reports of damage. People felt the shaking in Elmford and nearby villages.",
        "Magnitude 5.3 earthquake near Southport. The quake struck at a depth of 22 km at 19:40 local time, the agency"
        " said. There were no reports of damage. People felt the shaking in Oakham and nearby villages.",
        "Magnitude 3.9 earthquake near Millbrook. The quake struck at a depth of 7 km at 02:05 local time, the agency"
        " said. There were no reports of damage. People felt the shaking in Birling and nearby villages.",
    ),
    "storm": (
        "Storm warning for Lorn County. Gusts of up to 95 km/h are expected from 18:00 on Monday. Residents should"
        " stay indoors and secure loose objects.",
        "Storm warning for Kest County. Gusts of up to 110 km/h are expected from 21:00 on Monday. Residents should"
        " stay indoors and secure loose objects.",
        "Storm warning for Lorn County. Gusts of up to 85 km/h are expected from 06:00 on Friday. Residents should"
        " stay indoors and secure loose objects.",
    ),
    "match": (
        "Full time: Northtown United 2-1 Eastford Rovers. The match was watched by 12,400 people. The next round begins"
        " on Saturday.",
        "Full time: Westhill Athletic 3-0 Harbour City. The match was watched by 8,100 people. The next round begins on"
        " Saturday.",
        "Full time: Lorn Wanderers 1-1 Kest Albion. The match was watched by 9,900 people. The next round begins on"
        " Saturday.",
    ),
    "prices": (
        "Gold closed at 1,930 dollars an ounce on Monday, 0.4% higher. Silver closed at 24.10 dollars. Traders wait"
        " for the decision of the central bank.",
        "Gold closed at 1,951 dollars an ounce on Tuesday, 1.1% higher. Silver closed at 24.60 dollars. Traders wait"
        " for the decision of the central bank.",
        "Gold closed at 1,944 dollars an ounce on Wednesday, 0.4% lower. Silver closed at 24.30 dollars. Traders wait"
        " for the decision of the central bank.",
    ),
    "flights": (
        "Flight KL204 to Arden is delayed by 45 minutes. Passengers should stay near gate 12. The airline apologises"
        " for the delay.",
        "Flight KL771 to Brandt is delayed by 90 minutes. Passengers should stay near gate 3. The airline apologises"
        " for the delay.",
        "Flight TX18 to Corrin is delayed by 20 minutes. Passengers should stay near gate 7. The airline apologises"
        " for the delay.",
    ),
    "roads": (
        "Route 7 is closed in both directions after an accident. A detour is signposted. Drivers should allow 20"
        " minutes more.",
        "Route 9 is closed in both directions after an accident. A detour is signposted. Drivers should allow 35"
        " minutes more.",
        "Route 12 is closed in both directions after an accident. A detour is signposted. Drivers should allow 10"
        " minutes more.",
    ),
    "lottery": (
        "Lottery draw No. 1204: 5, 11, 17, 23, 31 and 44. The jackpot was 2 million euros. Nobody had all six numbers.",
        "Lottery draw No. 1205: 2, 9, 18, 27, 36 and 41. The jackpot was 3 million euros. Nobody had all six numbers.",
        "Lottery draw No. 1206: 7, 8, 19, 20, 33 and 40. The jackpot was 4 million euros. Nobody had all six numbers.",
    ),
    "air": (
        "Luftalarm im Bezirk Nordfeld. Begeben Sie sich in den nächsten Schutzraum. Die Entwarnung wird hier gemeldet.",
        "Luftalarm im Bezirk Südried. Begeben Sie sich in den nächsten Schutzraum. Die Entwarnung wird hier gemeldet.",
        "Luftalarm im Bezirk Ostmark. Begeben Sie sich in den nächsten Schutzraum. Die Entwarnung wird hier gemeldet.",
    ),
    "fire": (
        "Пожар на складе в Верхнегорске потушен. Площадь пожара составила 400 квадратных метров. Пострадавших нет.",
        "Пожар на складе в Нижнереченске потушен. Площадь пожара составила 900 квадратных метров. Пострадавших нет.",
        "Пожар на складе в Дальнем потушен. Площадь пожара составила 150 квадратных метров. Пострадавших нет.",
    ),
    "shake": (
        "北镇发生4.1级地震。震源深度10公里。目前没有人员伤亡的报告。",
        "南港发生5.3级地震。震源深度22公里。目前没有人员伤亡的报告。",
        "东湖发生3.9级地震。震源深度7公里。目前没有人员伤亡的报告。",
    ),
}
"""Three posts of each of ten kinds, each about an event of its own."""

UPDATES: Final = (
    (
        "At least 27 people were killed when a fire destroyed a mill in Halvern on Monday. More than 140 were injured,"
        " the fire brigade said. The cause is not known yet.",
        "At least 41 people were killed when a fire destroyed a mill in Halvern on Monday. More than 160 were injured,"
        " the fire brigade said. The cause is not known yet.",
    ),
    (
        "A ferry with 214 people on board ran aground off Kessel Point on Tuesday. Rescue boats have brought 90 of them"
        " ashore. Captain Ruth Ambler said that the radar had failed.",
        "A ferry with 214 people on board ran aground off Kessel Point on Tuesday. Rescue boats have brought all but 12"
        " of them ashore. Captain Ruth Ambler said that the radar had failed.",
    ),
    (
        "Magnitude 6.1 earthquake near Northtown on 12 March. At least 3 people were hurt, the agency said. Schools"
        " stay closed.",
        "Magnitude 6.3 earthquake near Northtown on 12 March. At least 19 people were hurt, the agency said. Schools"
        " stay closed.",
    ),
    (
        "Bei einem Zugunglück bei Wendelfurt sind am Dienstag 5 Menschen gestorben. 30 wurden verletzt. Die Strecke ist"
        " gesperrt.",
        "Bei einem Zugunglück bei Wendelfurt sind am Dienstag 9 Menschen gestorben. 44 wurden verletzt. Die Strecke ist"
        " gesperrt.",
    ),
    (
        "При взрыве в Верхнегорске во вторник погибли 4 человека. Ещё 11 ранены. Причина взрыва устанавливается.",
        "При взрыве в Верхнегорске во вторник погибли 7 человек. Ещё 15 ранены. Причина взрыва устанавливается.",
    ),
    (
        "北镇周二发生爆炸，造成4人死亡。另有11人受伤。原因仍在调查中。",
        "北镇周二发生爆炸，造成7人死亡。另有15人受伤。原因仍在调查中。",
    ),
)
"""A post and a later one on the same event: same place, same day."""
