package org.blackfish.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;

/** Debian's Chromium, headless, with everything off that would reach for the network. */
final class Browser implements AutoCloseable {
    private final Playwright playwright = Playwright.create();
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));

    /** A page in a session of its own; {@code width} in CSS pixels. */
    Page page(int width, ColorScheme scheme) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                // A mark that turns is painted anew sixty times a second for as long as a test waits.
                .setReducedMotion(ReducedMotion.REDUCE)
                // Asked for by the portal; without one nobody asks.
                .setHttpCredentials(Portal.OWNER, Portal.PASSWORD)
                // The accessibility checker is injected by the test; our own pages work under their policy.
                .setBypassCSP(true));
        context.setDefaultTimeout(30_000);
        return context.newPage();
    }

    /** A browser of its own whose user has signed in to the portal; its certificate was signed by nobody. */
    BrowserContext behindPortal(String user, boolean scripts) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setHttpCredentials(user, "portal")
                .setIgnoreHTTPSErrors(true)
                .setJavaScriptEnabled(scripts)
                .setBypassCSP(scripts));
        context.setDefaultTimeout(30_000);
        return context;
    }

    /** Presses the button of exactly that name. */
    static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    static void signIn(Page page, String address, String token) {
        page.navigate(address + "/");
        page.locator("input[name=token]").fill(token);
        page.locator("button[type=submit]").first().click();
        page.waitForURL(address + "/services.xhtml");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
