// Keys: / search, j and k next and previous row, o open, c copy, e reasons, ? keys. Every page works without them.
"use strict";
(function () {
  var rows = Array.prototype.slice.call(document.querySelectorAll(".row"));
  var at = -1;
  function link(row) {
    return row.querySelector(".said, .title") || row.querySelector("h2 a") || row.querySelector("a");
  }
  function go(to) {
    if (!rows.length) return;
    if (rows[at]) rows[at].classList.remove("current");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("current");
    rows[at].scrollIntoView({ block: "nearest" });
    if (link(rows[at])) link(rows[at]).focus({ preventScroll: true });
  }
  function copy(button) {
    var words = document.getElementById(button.dataset.copy).textContent;
    var before = button.firstChild.nodeValue;
    function told(what) {
      button.firstChild.nodeValue = what;
      setTimeout(function () { button.firstChild.nodeValue = before; }, 2000);
    }
    if (!navigator.clipboard) return told("Select and copy");
    navigator.clipboard.writeText(words).then(function () { told("Copied"); }, function () { told("Select and copy"); });
  }
  var buttons = Array.prototype.slice.call(document.querySelectorAll("button[data-copy]"));
  buttons.forEach(function (button) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () { copy(button); });
  });
  Array.prototype.forEach.call(document.querySelectorAll(".slider"), function (slider) {
    var days = slider.dataset.days.split(" "), field = document.getElementById(slider.dataset.for);
    var range = slider.querySelector("input"), shown = slider.querySelector("output");
    var now = days.indexOf(field.value);
    range.value = now < 0 ? days.length - 1 : now;
    function show() { shown.textContent = days[range.value]; range.setAttribute("aria-valuetext", days[range.value]); }
    range.addEventListener("input", show);
    range.addEventListener("change", function () { field.value = days[range.value]; field.form.submit(); });
    show();
    slider.hidden = false;
  });
  if (window.matchMedia("(max-width: 48rem)").matches) {
    Array.prototype.forEach.call(document.querySelectorAll(".facet-box"), function (box) { box.open = false; });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "o" && rows[at]) { if (link(rows[at])) link(rows[at]).click(); }
    else if (event.key === "c" && buttons[0]) buttons[0].click();
    else if (event.key === "e" && document.getElementById("why")) location.hash = "why";
    else if (event.key === "?") location.href = "/help";
  });
})();
