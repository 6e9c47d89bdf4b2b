"""What must hold on every page that a journey opens: asked in the browser itself."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = {"moderate", "serious", "critical"}
AXE = Axe()

SHAPE = """() => {
  const said = [];
  const one = (what, found) => { if (found !== 1) { said.push(`${what}: ${found}`); } };
  if (document.documentElement.lang !== "vi") { said.push(`lang=${document.documentElement.lang}`); }
  if (!document.title.trim()) { said.push("no title"); }
  one("h1", document.querySelectorAll("h1").length);
  one("main", document.querySelectorAll("main").length);
  const doubled = [...document.querySelectorAll("[id]")].map((each) => each.id)
    .filter((id, at, all) => all.indexOf(id) !== at);
  if (doubled.length) { said.push(`twice the same id: ${doubled.join(", ")}`); }
  return said;
}"""

WIDTH = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) { return []; }
  const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 3).map((each) => `wider than the screen: ${each.outerHTML.slice(0, 120)}`);
}"""

# What is pressed with a thumb stands 44 pixels high, unless it is a word within a sentence (WCAG 2.5.8 says the same).
TARGETS = """() => {
  const inSentence = (each) => {
    const block = each.parentElement.closest("p, dd, li, td, th, h1, h2, h3, small, span, div, label");
    const own = each.textContent.trim();
    return block && block.textContent.replace(own, "").trim().length > 0
      && getComputedStyle(each).display === "inline";
  };
  const small = [];
  const pressable = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  for (const each of document.querySelectorAll(pressable)) {
    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { continue; }
    const pressed = each.matches("input[type=checkbox], input[type=radio]") ? each.closest("label") ?? each : each;
    const box = pressed.getBoundingClientRect();
    if (box.height >= 43.5 || box.width === 0 || box.right <= 0 || inSentence(each)) { continue; }
    small.push(`${Math.round(box.height)} px high: ${each.outerHTML.slice(0, 140)}`);
  }
  return small.slice(0, 6);
}"""

SHIFTS = """() => new Promise((done) => {
  const watcher = new PerformanceObserver(() => {});
  watcher.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const moved = watcher.takeRecords().filter((each) => !each.hadRecentInput);
    done(moved.map((each) => `moved by ${each.value.toFixed(4)}: `
      + each.sources.map((one) => one.node?.outerHTML?.slice(0, 80)).join("; ")));
  }));
})"""


def faults(page: Page, *, phone: bool) -> list[str]:
    """Everything that is wrong with the page, in words; nothing when it is right."""
    asked = [SHAPE, WIDTH, SHIFTS, *([TARGETS] if phone else [])]
    return [fault for script in asked for fault in page.evaluate(script)] + _barriers(page)


def _barriers(page: Page) -> list[str]:
    found: list[dict[str, Any]] = AXE.run(page).response["violations"]
    return [
        f"axe {each['id']} ({each['impact']}): {node['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]
