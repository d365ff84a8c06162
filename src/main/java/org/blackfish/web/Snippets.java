package org.blackfish.web;

import java.nio.file.Path;

/**
 * Lines to paste for a service that speaks the OpenAI API; the token stays in the environment, and curl reads it from a
 * pipe, so that it is neither in the lines nor in anybody's process list.
 *
 * @param root the address of Blackfish itself, without a slash at its end
 * @param service the service as the gateway knows it, by name or id
 * @param model a name that the engine answers to
 * @param tokenFile where the token of this run of Blackfish lies
 */
public record Snippets(String root, String service, String model, Path tokenFile) {
    static final String HEADER = "-H @<(echo \"X-Blackfish-Token: $BLACKFISH_TOKEN\")";

    /** The API's base, which stays the same whatever job and node the service runs on. */
    public String base() {
        return root + "/services/" + service + "/v1";
    }

    /** Puts the token into the environment of a shell. */
    public String token() {
        return "export BLACKFISH_TOKEN=$(cat " + quoted(tokenFile.toString()) + ")";
    }

    public String curl() {
        return """
                curl %s/chat/completions \\
                  %s \\
                  -H 'Content-Type: application/json' \\
                  -d '{"model": "%s", "messages": [{"role": "user", "content": "Hello"}]}'
                """.formatted(base(), HEADER, model);
    }

    public String python() {
        return """
                import os
                from openai import OpenAI

                client = OpenAI(base_url="%s", api_key=os.environ["BLACKFISH_TOKEN"])
                answer = client.chat.completions.create(
                    model="%s",
                    messages=[{"role": "user", "content": "Hello"}],
                )
                print(answer.choices[0].message.content)
                """.formatted(base(), model);
    }

    public String r() {
        return """
                library(httr2)

                answer <- request("%s/chat/completions") |>
                  req_auth_bearer_token(Sys.getenv("BLACKFISH_TOKEN")) |>
                  req_body_json(list(
                    model = "%s",
                    messages = list(list(role = "user", content = "Hello"))
                  )) |>
                  req_perform() |>
                  resp_body_json()
                cat(answer$choices[[1]]$message$content)
                """.formatted(base(), model);
    }

    /** Makes a personal token that only calls models; the answer shows it once. */
    public String personalToken() {
        return """
                curl %s/api/tokens \\
                  %s \\
                  -H 'Content-Type: application/json' \\
                  -d '{"name": "my-script", "scopes": ["use"]}'
                """.formatted(root, HEADER);
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
