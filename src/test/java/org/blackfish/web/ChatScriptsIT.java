package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The scripts of the chat in the browser that runs them; the engine's bytes are given by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatScriptsIT {
    private static final Path SCRIPTS = Path.of("src/main/webapp/resources/js");
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final String PAGE =
            "<!DOCTYPE html><html data-base='/node/head1/4711'><head><meta name='csrf-token' content='c5rf'></head></html>";

    /** Answers the next call with these bytes in pieces of {@code step}; afterwards the line breaks when {@code cut}. */
    private static final String ENGINE = """
            ({ text, step, cut, status, type, stopAfter }) => (async () => {
              const bytes = new TextEncoder().encode(text);
              const heard = [];
              const abort = new AbortController();
              let request = null;
              let at = 0;
              const body = new ReadableStream({ pull(stream) {
                if (at < bytes.length) stream.enqueue(bytes.slice(at, at += step));
                else if (cut) stream.error(new TypeError('network error'));
                else stream.close();
              } });
              Blackfish.ask = async (path, options) => {
                request = { path, body: JSON.parse(options.body) };
                return new Response(body, { status, headers: { 'Content-Type': type } });
              };
              const result = await Blackfish.completion('s 1', { model: 'm' }, abort.signal, (piece) => {
                heard.push(piece);
                if (heard.length === stopAfter) {
                  abort.abort();
                  throw new DOMException('aborted', 'AbortError');
                }
              });
              return { ...result, path: request.path, stream: request.body.stream,
                content: heard.map((piece) => piece.content).join(''),
                reasoning: heard.map((piece) => piece.reasoning).join('') };
            })()
            """;

    private static final String WHOLE = """
            : ping

            data: {"choices":[{"delta":{"role":"assistant","content":null}}]}\r
            \r
            event: message
            data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}

            data:{"choices":[{"delta":{"content":"Grüße "}}]}

            data: {"choices":[{"delta":
            data: {"content":"🐟"}}]}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"completion_tokens":3}}

            data: [DONE]

            """;

    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    private final Page page = browser.newPage();

    @BeforeAll
    void answerEveryAddressWithOneEmptyPage() {
        page.route(
                "**/*",
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(PAGE)));
    }

    @BeforeEach
    void loadTheScripts() {
        page.navigate("http://portal.invalid/node/head1/4711/chat.xhtml");
        for (String library : List.of("marked/16.4.1/lib/marked.umd.js", "dompurify/3.3.0/dist/purify.min.js")) {
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(webjar(library)));
        }
        for (String script : List.of("base", "sse", "completion", "markdown", "conversations")) {
            page.addScriptTag(new Page.AddScriptTagOptions().setPath(SCRIPTS.resolve(script + ".js")));
        }
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void anAnswerIsTheSameHoweverTheNetworkCutsIt() {
        for (int step : new int[] {1, 2, 3, 7, 64, 4096}) {
            assertThat(answer(WHOLE, step, false))
                    .containsEntry("state", "done")
                    .containsEntry("content", "Grüße 🐟")
                    .containsEntry("reasoning", "hm")
                    .containsEntry("finish", "stop")
                    .containsEntry("tokens", 3)
                    .containsEntry("stream", true)
                    .containsEntry("path", "/services/s%201/v1/chat/completions");
        }
    }

    @Test
    void aBrokenLineKeepsWhatArrivedAndSaysSo() {
        String begun = WHOLE.substring(0, WHOLE.indexOf("data: {\"choices\":[{\"delta\":\n"));
        for (boolean cut : new boolean[] {true, false}) {
            assertThat(answer(begun, 5, cut))
                    .containsEntry("state", "broken")
                    .containsEntry("content", "Grüße ")
                    .containsEntry("sentence", "The connection broke off before the answer was complete.");
        }
    }

    @Test
    void anErrorInTheStreamIsToldInItsOwnWords() {
        String text = "data: {\"choices\":[{\"delta\":{\"content\":\"So\"}}]}\n\ndata: {\"choi"
                + "\n\ndata: {\"error\":{\"message\":\"The engine broke off.\"}}\n\n";
        assertThat(answer(text.replace("data: {\"choi\n\n", ""), 9, false))
                .containsEntry("state", "broken")
                .containsEntry("content", "So")
                .containsEntry("sentence", "The engine broke off.");
        assertThat(answer(text, 9, false)).containsEntry("state", "broken").containsEntry("content", "So");
    }

    @Test
    void aServiceThatWasStoppedWhileItAnsweredDidNotFinish() {
        assertThat(answer(WHOLE.replace("\"stop\"", "\"abort\""), 50, false))
                .containsEntry("state", "broken")
                .containsEntry("sentence", "The service was stopped while it answered.");
    }

    @Test
    void aRefusalShowsTheServersSentence() {
        String refusal = "{\"error\":{\"message\":\"m\"},\"detail\":\"“smol” is loading and cannot answer yet.\"}";
        assertThat(answer(refusal, 500, false, 503, "application/json", 0))
                .containsEntry("state", "broken")
                .containsEntry("sentence", "“smol” is loading and cannot answer yet.");
        assertThat(answer("", 1, false, 401, "application/problem+json", 0))
                .containsEntry("sentence", "Your session ended; load this page again to sign in.");
    }

    @Test
    void stoppingKeepsWhatArrived() {
        assertThat(answer(WHOLE, 9, false, 200, "text/event-stream", 2))
                .containsEntry("state", "stopped")
                .containsEntry("content", "Grüße ");
    }

    @Test
    void hostileMarkdownStaysText() {
        String html = markdown("""
                <img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)" id=log>x</a>

                ![pixel](https://evil.invalid/p.png) [bad](javascript:alert(1)) [own](/logout) [data](data:text/html,x)

                <div data-deed="again" style="position:fixed" class="button">press</div>

                ```"><img src=x>
                <b>
                ```
                """);
        assertThat(html)
                .contains("&lt;script&gt;", "href=\"https://evil.invalid/p.png\"", "rel=\"noopener noreferrer\"");
        assertThat(page.evaluate("""
                        (html) => [...new DOMParser().parseFromString(html, 'text/html').body.querySelectorAll('*')]
                          .filter((node) => !node.closest('.code-head'))
                          .flatMap((node) => [node.localName, ...[...node.attributes].map((a) => `${a.name}=${a.value}`)])
                        """, html))
                .asInstanceOf(list(String.class))
                .isSubsetOf(
                        "p",
                        "a",
                        "div",
                        "pre",
                        "code",
                        "class=code-box",
                        "tabindex=0",
                        "target=_blank",
                        "href=https://evil.invalid/p.png",
                        "rel=noopener noreferrer");
    }

    @Test
    void markdownBecomesTablesCodeAndHeadingsBelowThePagesOwn() {
        String html = markdown("# Top\n\n| a | b |\n| --- | ---: |\n| 1<br>2 | 3 |\n\n```python\nx < 1\n```\n");
        assertThat(html)
                .contains("<h3>Top</h3>", "<td>1<br>2</td>", "<td align=\"right\">3</td>", "<span>python</span>")
                .contains("x &lt; 1");
    }

    @Test
    void conversationsAreKeptUnderThePathOfThisSession() {
        Object keys = page.evaluate("""
                () => {
                  localStorage.clear();
                  localStorage.setItem('blackfish:/node/head1/4712:chat:x', '{"messages":[]}');
                  const mine = { ...Blackfish.conversations.blank({}), id: 'mine' };
                  Blackfish.conversations.save(mine);
                  return [Object.keys(localStorage).sort(), Blackfish.conversations.all().map((one) => one.id)];
                }
                """);
        assertThat(keys)
                .isEqualTo(List.of(
                        List.of("blackfish:/node/head1/4711:chat:mine", "blackfish:/node/head1/4712:chat:x"),
                        List.of("mine")));
    }

    private Map<String, Object> answer(String text, int step, boolean cut) {
        return answer(text, step, cut, 200, "text/event-stream; charset=utf-8", 0);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> answer(String text, int step, boolean cut, int status, String type, int stopAfter) {
        return (Map<String, Object>) page.evaluate(
                ENGINE,
                Map.of("text", text, "step", step, "cut", cut, "status", status, "type", type, "stopAfter", stopAfter));
    }

    private String markdown(String text) {
        return (String) page.evaluate(
                "(text) => { const box = document.createElement('section'); box.append(Blackfish.markdown(text));"
                        + " return box.innerHTML; }",
                text);
    }

    private static String webjar(String name) {
        try (InputStream stream = ChatScriptsIT.class.getClassLoader().getResourceAsStream(WEBJARS + name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
