package org.blackfish.waiting;

/**
 * How an open page keeps up with the wait. Between its end and the server's first answer nobody answers, or the portal with
 * an error page that never comes back; so the page looks for itself and leaves only for somebody who is there.
 */
final class Following {
    static final Inline SCRIPT = new Inline("""
            let asking = false;
            const turn = setInterval(async () => {
              if (asking) return;
              asking = true;
              try {
                const answer = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(20000) });
                if (!answer.ok) return;
                const there = new DOMParser().parseFromString(await answer.text(), "text/html");
                const now = there.querySelector("main[data-waits]");
                const shown = document.querySelector("main");
                if (!now) {
                  clearInterval(turn);
                  location.reload();
                } else if (now.innerHTML !== shown.innerHTML) {
                  document.title = there.title;
                  shown.replaceWith(now);
                }
              } catch {
                // Nobody answers yet.
              } finally {
                asking = false;
              }
            }, 3000);
            """);

    /** For browsers without scripts. */
    static final String REFRESH = "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>";

    private Following() {}
}
