package org.blackfish.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One way in which a page is looked at; {@code width} in CSS pixels. */
record Look(ColorScheme scheme, int width) {
    private static final int WIDE = 1280;
    private static final int NARROW = 360;

    /** Both schemes and both widths; each with each under {@code bin/test --all}. */
    static final List<Look> ALL = Campaign.isWhole()
            ? Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                    .flatMap(scheme -> Stream.of(new Look(scheme, WIDE), new Look(scheme, NARROW)))
                    .toList()
            : List.of(new Look(ColorScheme.LIGHT, WIDE), new Look(ColorScheme.DARK, NARROW));

    Page open(Browser browser) {
        return browser.page(width, scheme);
    }

    /** Keeps a picture and says what is wrong with the page for people: accessibility, and scrolling sideways. */
    List<String> findings(Page page, String name) {
        String called = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots", called + ".png")));
        List<String> findings = new ArrayList<>(
                axe(page).stream().map(finding -> called + ": " + finding).toList());
        Object wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1");
        if (Boolean.TRUE.equals(wider)) {
            findings.add(called + ": scrolls sideways");
        }
        return findings;
    }

    static List<String> axe(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> String.valueOf(node.getTarget()))
                                        .toList())
                        .toList();
    }
}
