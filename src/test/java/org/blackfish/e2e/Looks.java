package org.blackfish.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every {@link Look} in a signed-in browser of its own, kept open from one page to the next. */
final class Looks {
    private final Browser browser;
    private final String address;
    private final String token;
    private final Map<Look, Page> open = new LinkedHashMap<>();

    Looks(Browser browser, String address, String token) {
        this.browser = browser;
        this.address = address;
        this.token = token;
    }

    /** What is wrong with the page at {@code path}, once it shows what it has; pictures are kept under {@code name}. */
    List<String> findings(String path, String name) {
        List<String> findings = new ArrayList<>();
        for (Look look : Look.ALL) {
            Page page = open.computeIfAbsent(look, this::signedIn);
            page.navigate(address + "/" + path);
            page.locator(".skeleton")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
            findings.addAll(look.findings(page, name));
        }
        return findings;
    }

    private Page signedIn(Look look) {
        Page page = look.open(browser);
        Browser.signIn(page, address, token);
        return page;
    }
}
