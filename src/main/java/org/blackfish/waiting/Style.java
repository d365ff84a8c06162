package org.blackfish.waiting;

/** How the page looks: as the server's own, in one short sheet that the page's policy knows by its hash. */
final class Style {
    static final Inline SHEET = new Inline("""
            :root { color-scheme: light dark; }
            body { margin: 0; background: light-dark(#f5f6f8, #15181c); color: light-dark(#1f2429, #e4e7ea);
              font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
            header { background: #212930; color: #e9ecef; padding: .8rem 1rem; font-weight: 600; font-size: 1.1rem; }
            main { max-width: 30rem; margin: 0 auto; padding: 8vh 1rem 2rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.6rem; line-height: 1.25; font-weight: 600; margin: 0 0 1rem; }
            p { margin: 0 0 .75rem; }
            a { color: light-dark(#0a58ca, #82b4ff); }
            label { display: block; font-weight: 600; margin-bottom: .5rem; }
            input, button { box-sizing: border-box; font: inherit; min-height: 2.4rem; padding: .35rem .9rem;
              border: 1px solid light-dark(#868e97, #7b848e); border-radius: .4rem; }
            input { width: 100%; margin-bottom: .75rem; background: light-dark(#fff, #1d2126); color: inherit; }
            button { background: light-dark(#0b5ed7, #2f6fd0); border-color: light-dark(#0b5ed7, #2f6fd0); color: #fff;
              font-weight: 600; cursor: pointer; }
            form { margin: 1rem 0; }
            :focus-visible { outline: 3px solid light-dark(#0b5ed7, #9cc4ff); outline-offset: 2px; }
            [role] { padding: .7rem .9rem; border: 1px solid currentcolor; border-radius: .4rem;
              background: light-dark(#fff4d6, #33290f); }
            """);

    private Style() {}
}
