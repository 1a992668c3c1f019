"""Takes the picture of the README: `make picture`. Needs Chromium and its driver."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from selenium import webdriver

SETTLED_S = 3  # the page stands still after two seconds at most
# The first line that somebody else than the writer answers for: its sentence shows what kg keeps.
SELECT = """
const said = (fact) => fact.modality === "reported" && fact.by?.length;
const edge = edges.get().find((edge) => edge.facts.every((f) => said(facts[f])));
select({ edge: edge.id });
"""


def main(page: Path, picture: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for option in ("--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1400,900"):
        options.add_argument(option)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        light = {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", light)
        driver.get(page.resolve().as_uri())
        time.sleep(SETTLED_S)
        driver.execute_script(SELECT)
        time.sleep(SETTLED_S)
        picture.write_bytes(driver.get_screenshot_as_png())
    finally:
        driver.quit()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
