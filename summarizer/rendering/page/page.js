"use strict";
(() => {
  const status = document.getElementById("status");
  let lit = [];

  const clear = () => {
    for (const element of lit) {
      element.classList.remove("lit");
      element.removeAttribute("aria-current");
    }
    lit = [];
    status.textContent = "";
  };

  const light = (element) => {
    element.classList.add("lit");
    element.setAttribute("aria-current", "true");
    lit.push(element);
  };

  const passagesOf = (item) =>
    item.dataset.passages.split(" ").map((range) => range.split("-").map(Number));

  const lightItem = (item) => {
    for (const [first, after] of passagesOf(item)) {
      for (let number = first; number < after; number += 1) {
        light(document.getElementById(`s${number}`));
      }
    }
    status.textContent = status.dataset.text.replace("{count}", String(lit.length));
    light(item);
  };

  const lightItemsOf = (passage) => {
    const number = Number(passage.id.slice(1));
    light(passage);
    for (const item of document.querySelectorAll("a[data-passages]")) {
      if (passagesOf(item).some(([first, after]) => first <= number && number < after)) {
        light(item);
      }
    }
  };

  // One listener for the page; the links themselves lead to the place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.item, a.passage");
    if (link === null) return;
    clear();
    if (link.classList.contains("item")) lightItem(link);
    else lightItemsOf(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
})();
