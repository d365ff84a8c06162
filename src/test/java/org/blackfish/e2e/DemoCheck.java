package org.blackfish.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code bin/demo --check} runs: the tour in a real browser, with the answer and the timings printed. */
public final class DemoCheck {
    private DemoCheck() {}

    /** Arguments: address, token file, where the picture of the chat goes. */
    public static void main(String[] arguments) throws IOException {
        String address = arguments[0];
        String token = Files.readString(Path.of(arguments[1])).strip();
        try (Browser browser = new Browser()) {
            Page page = browser.page(1280, ColorScheme.LIGHT);
            Tour tour = new Tour(page, address);
            tour.signIn(token);
            tour.launch("SmolLM2");
            String service = tour.url();
            tour.waitUntilReady();
            String answer = tour.chat("What is the capital of France? Answer in one word.");
            if (!answer.contains("Paris")) {
                throw new IllegalStateException("The model should have said Paris; it said: " + answer);
            }
            tour.picture(Path.of(arguments[2]));
            tour.stop(service);
            System.out.println("Asked: What is the capital of France? Answer in one word.");
            System.out.println("Answered: " + answer.strip());
            tour.timings().forEach((what, time) -> System.out.printf("%-8s %6.1f s%n", what, time.toMillis() / 1000.0));
            System.out.println("Picture: " + arguments[2]);
        }
    }
}
