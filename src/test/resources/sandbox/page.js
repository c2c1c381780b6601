// Opens the newest card of each section, and loads the page again when something has arrived.
const state = document.documentElement.dataset.state;
const remembered = sessionStorage.getItem("scroll");
if (remembered) {
  sessionStorage.removeItem("scroll");
  scrollTo(0, Number(remembered));
}
for (const section of document.querySelectorAll("section")) {
  const newest = section.querySelector("details.card");
  if (newest) newest.open = true;
}
setInterval(async () => {
  try {
    const now = await (await fetch("/sandbox/state")).text();
    if (now !== state) {
      sessionStorage.setItem("scroll", scrollY);
      location.reload();
    }
  } catch {
    document.body.classList.add("away");
  }
}, 1500);
