"""Headless Chromium, as the measurements and the pictures of the README need it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selenium import webdriver

_OPTIONS = (
    "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_PATIENCE_S = 900
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium(width: int, height: int, *, theme: str = "light", density: float = 1.0) -> Iterator[Any]:
    """Open a browser with a window of a size, in a light or a dark theme; density: pixels of the screen per pixel."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, _CHROMIUM)), "")
    for option in (*_OPTIONS, f"--window-size={width},{height}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        size = {"width": width, "height": height, "deviceScaleFactor": density, "mobile": width < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": theme}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        driver.set_script_timeout(_PATIENCE_S)
        driver.command_executor.client_config.timeout = _PATIENCE_S
        yield driver
    finally:
        driver.quit()


def requests_of(driver: Any) -> list[str]:
    """Give the addresses that were asked for since the last call, but for files and what is part of the page."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith(("file:", "data:", "blob:"))]


def messages_of(driver: Any) -> list[str]:
    """Give what stands in the console since the last call."""
    return [str(entry["message"]) for entry in driver.get_log("browser")]
