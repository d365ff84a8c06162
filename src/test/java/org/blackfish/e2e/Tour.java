package org.blackfish.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The main job as a researcher does it: launch, watch, chat, stop; and how long each part took. */
final class Tour {
    private final Page page;
    private final String address;
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private Instant last = Instant.now();

    Tour(Page page, String address) {
        this.page = page;
        this.address = address;
    }

    Map<String, Duration> timings() {
        return timings;
    }

    void signIn(String token) {
        Browser.signIn(page, address, token);
        lap("sign in");
    }

    /** Launches the first model that matches, on the recommended tier; ends on the service's page. */
    void launch(String model) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Launch"))
                .first()
                .click();
        page.waitForURL(url -> url.contains("/launch.xhtml"));
        page.locator("[id='launch:repo_id_input']").pressSequentially(model);
        page.locator(".ui-autocomplete-item").first().click();
        page.locator(".tiers li:has(:checked)").getByText("recommended").first().waitFor();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Launch").setExact(true))
                .click();
        page.waitForURL(url -> url.contains("/service.xhtml"));
        lap("launch");
    }

    /** Chooses a model, looks at its job script, has Slurm check it, and changes an input: then it is gone. */
    void preview(String model) {
        page.navigate(address + "/launch.xhtml");
        page.locator("[id='launch:repo_id_input']").pressSequentially(model);
        page.locator(".ui-autocomplete-item").first().click();
        page.locator(".tiers li:has(:checked)").getByText("recommended").first().waitFor();
        button("Show the job script").click();
        page.locator("#job-script:has-text('#SBATCH --partition=')").waitFor();
        page.locator("[id='launch:name']").fill("renamed");
        page.locator("#job-script").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        button("Show the job script").click();
        page.locator("#job-script:has-text(\"--job-name='renamed'\")").waitFor();
        button("Check with Slurm").click();
        page.locator("[id='launch:preview'] .message:has-text('Slurm would take the job')")
                .waitFor();
        page.locator("#job-script:has-text(\"--job-name='renamed'\")").waitFor();
        page.navigate(address + "/services.xhtml");
        lap("preview");
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    void waitUntilReady() {
        page.locator("#phase[data-phase=ready]").waitFor(new Locator.WaitForOptions().setTimeout(180_000));
        lap("ready");
    }

    /** Asks and returns the whole answer as it is shown. */
    String chat(String question) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open chat"))
                .click();
        page.waitForURL(url -> url.contains("/chat.xhtml"));
        // A busy machine may take the service back for a moment; the page shows it again by itself.
        page.locator("#message").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        // Greedy, so that the small model says the same every time.
        page.locator("#settings > summary").click();
        page.locator("#temperature").fill("0");
        page.locator("#settings > summary").click();
        page.locator("#message").fill(question);
        page.locator("#send").click();
        Locator answer = page.locator(".message.assistant[data-state=done] .text");
        answer.last().waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        lap("answer");
        return answer.last().innerText();
    }

    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    void stop(String serviceUrl) {
        askToStop(serviceUrl);
        goOn();
    }

    /** Opens the dialog that asks whether to stop. */
    void askToStop(String serviceUrl) {
        page.navigate(serviceUrl);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Stop").setExact(true))
                .click();
        page.locator(".ui-confirmdialog-yes").first().waitFor();
    }

    /** Waits until the page has been told of two further looks into the queue. */
    void waitForTwoLooks() {
        for (int look = 0; look < 2; look++) {
            String before = page.locator("#freshness time").getAttribute("datetime");
            page.waitForFunction("before => document.querySelector('#freshness time')?.dateTime !== before", before);
        }
    }

    /** Says yes in that dialog. */
    void goOn() {
        page.locator(".ui-confirmdialog-yes").first().click();
        page.locator("#phase[data-phase=ended]").waitFor(new Locator.WaitForOptions().setTimeout(90_000));
        lap("stop");
    }

    String url() {
        return page.url();
    }

    private void lap(String what) {
        Instant now = Instant.now();
        timings.put(what, Duration.between(last, now));
        last = now;
    }
}
