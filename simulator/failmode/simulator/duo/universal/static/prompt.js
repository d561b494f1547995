"use strict";

// Follows a push or call: the page works without this by its own refresh and its link.
(async () => {
  const status = document.getElementById("status");
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  document.documentElement.classList.add("following");
  for (let failures = 0; failures < 5; ) {
    try {
      const answer = await fetch(status.dataset.follow, { cache: "no-store" });
      if (answer.ok) {
        const progress = await answer.json();
        if (progress.message && progress.message !== status.textContent) {
          status.textContent = progress.message;
        }
        if (!progress.waiting) {
          break;
        }
        failures = 0;
        continue;
      }
      if (answer.status < 500) {
        break;
      }
    } catch {
      // The network may come back.
    }
    failures += 1;
    await pause(500 * failures);
  }
  location.replace(status.dataset.page);
})();
