"""Articles written for the tests: invented, small enough to rank by eye."""

from __future__ import annotations

FERRY = """\
Ferry strands off Brannock with 212 people on board
The ferry Maris Stella ran aground on a sandbank off Brannock harbour early on Saturday with 212 people on board, the \
coastguard said. Nobody was hurt.

Captain Ewa Lindqvist told passengers that the ship had lost power shortly before five in the morning. Tugboats from \
Tarvik reached her two hours later.

The operator, Northline, has cancelled all crossings until Monday. Tickets will be refunded within ten days, it said.

Fishermen had warned of the shifting sandbank in April. “We told them the channel is no longer where the map says,” \
said Piet Aldous, who has fished there for thirty years."""

# A badly copied article: its second half repeats its first.
FERRY_TWICE = FERRY + "\n\n" + "\n\n".join(FERRY.split("\n\n")[1:])

BUDGET = """\
Council approves budget for 2027
The city council of Lorhaven approved a budget of 3.4 billion crowns on Thursday after eleven hours of debate.

Schools receive 620 million crowns, 8 percent more than this year. The library on Quay Street will stay open.

Mayor Ines Otterburn called the vote a victory for patience. The opposition said that the plan ignores the debt."""

GLACIER = """\
Glacier study finds faster melt
Researchers at the University of Oskvik measured the Hvitbre glacier for six summers and found that it loses 4.1 \
metres of ice a year.

The team, led by the geologist Tomas Reyer, drilled 40 holes and read them out every week. Dust from wildfires makes \
the surface darker, he said."""
