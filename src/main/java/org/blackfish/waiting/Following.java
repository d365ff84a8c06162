package org.blackfish.waiting;

/**
 * How an open page keeps up with the wait. Between its end and the server's first answer nobody answers, or the portal with
 * an error page that never comes back; so the page looks for itself and leaves only for somebody who is there.
 */
final class Following {
    static final Inline SCRIPT = new Inline("""
            setInterval(async () => {
              try {
                const answer = await fetch(location.pathname, { cache: "no-store" });
                if (!answer.ok) return;
                const there = new DOMParser().parseFromString(await answer.text(), "text/html");
                const now = there.querySelector("main[data-waits]");
                const shown = document.querySelector("main");
                if (!now) {
                  location.reload();
                } else if (now.innerHTML !== shown.innerHTML) {
                  document.title = there.title;
                  shown.replaceWith(now);
                }
              } catch {
                // Nobody answers yet.
              }
            }, 3000);
            """);

    /** For browsers without scripts. */
    static final String REFRESH = "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>";

    private Following() {}
}
