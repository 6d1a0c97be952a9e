// Rows beyond the first come as text, so that a page with very many opens at once.
for (const button of document.querySelectorAll(".more button")) {
  const box = button.parentElement;
  let left = Number(button.dataset.left);
  const label = () => { button.textContent = "Show more (" + left.toLocaleString("en") + " left)"; };
  box.hidden = false;
  label();
  button.addEventListener("click", () => {
    const next = box.parentElement.querySelector("script");
    box.insertAdjacentHTML("beforebegin", next.textContent);
    left -= Number(button.dataset.step);
    next.remove();
    if (left > 0) { label(); } else { box.remove(); }
  });
}
