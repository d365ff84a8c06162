package org.blackfish.web;

/**
 * Lines to paste for a service that speaks the OpenAI API; the key stays in the environment, never in the lines.
 *
 * @param base the API's base, ending in {@code /v1}
 * @param model a name that the engine answers to
 */
public record Snippets(String base, String model) {
    public String curl() {
        return """
                export BLACKFISH_KEY='…'   # the key of this service
                curl %s/chat/completions \\
                  -H "Authorization: Bearer $BLACKFISH_KEY" \\
                  -H 'Content-Type: application/json' \\
                  -d '{"model": "%s", "messages": [{"role": "user", "content": "Hello"}]}'
                """.formatted(base, model);
    }

    public String python() {
        return """
                import os
                from openai import OpenAI

                client = OpenAI(base_url="%s", api_key=os.environ["BLACKFISH_KEY"])
                answer = client.chat.completions.create(
                    model="%s",
                    messages=[{"role": "user", "content": "Hello"}],
                )
                print(answer.choices[0].message.content)
                """.formatted(base, model);
    }

    public String r() {
        return """
                library(httr2)

                answer <- request("%s/chat/completions") |>
                  req_auth_bearer_token(Sys.getenv("BLACKFISH_KEY")) |>
                  req_body_json(list(
                    model = "%s",
                    messages = list(list(role = "user", content = "Hello"))
                  )) |>
                  req_perform() |>
                  resp_body_json()
                cat(answer$choices[[1]]$message$content)
                """.formatted(base, model);
    }
}
