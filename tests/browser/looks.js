// What on the page fails WCAG 2.2 AA, as far as it can be measured: contrast (1.4.3), names (4.1.2),
// size of targets (2.5.8) and reflow (1.4.10).
() => {
  const rgb = (text) => text.match(/[\d.]+/g).map(Number);
  const linear = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratio = (one) => {
    const [dark, bright] = [light(rgb(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.offsetParent);
  const says = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const told = (one) => one.outerHTML.slice(0, 80);
  const named = (one) => one.textContent.trim() || one.labels?.length || one.ariaLabel || one.alt || one.title;
  const small = (one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24;
  const cut = (one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).display !== "inline";
  const wide = document.documentElement.scrollWidth > innerWidth;
  return {
    contrast: seen("body *").filter((one) => says(one) && ratio(one) < 4.5).map(told),
    unnamed: seen("button, input, select, a, img").filter((one) => !named(one)).map(told),
    small: seen("button, input, select").filter(small).map(told),
    cut: seen("section, section div, td").filter(cut).map(told),
    wide: wide ? seen("body *").filter((one) => one.getBoundingClientRect().right > innerWidth).map(told) : [],
  };
}
