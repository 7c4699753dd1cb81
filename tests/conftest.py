"""What every test can ask for."""

pytest_plugins = ["tests.databases", "tests.playground.fixtures", "tests.bot.processes"]
