# Sees to it that a model runs, waits until it is ready, asks it and prints the answer. Needs httr2.
library(httr2)

url <- Sys.getenv("BLACKFISH_URL")
if (url == "") stop("Set BLACKFISH_URL to the address of your Blackfish, such as http://127.0.0.1:8000.", call. = FALSE)
name <- Sys.getenv("BLACKFISH_SERVICE", "assistant")
model <- Sys.getenv("BLACKFISH_MODEL", "HuggingFaceTB/SmolLM2-135M-Instruct-GGUF")

# Tries again politely, as long after as Retry-After says; a broken connection counts, which newer httr2 must be told.
# A 502 without Retry-After is what Slurm refused, and will be the same the next time.
passes <- \(answer) resp_status(answer) %in% c(429, 503, 504) ||
  (resp_status(answer) == 502 && resp_header_exists(answer, "Retry-After"))
retry <- list(max_tries = 6, is_transient = passes)
if ("retry_on_failure" %in% names(formals(req_retry))) retry$retry_on_failure <- TRUE

# Stops with the server's own sentence, if it has one.
blackfish <- function(path) {
  asked <- request(url) |>
    req_url_path_append(path) |>
    req_auth_bearer_token(Sys.getenv("BLACKFISH_TOKEN")) |>
    req_error(body = \(answer) tryCatch(resp_body_json(answer, check_type = FALSE)$detail, error = \(none) NULL))
  do.call(req_retry, c(list(asked), retry))
}

# Both names of the same condition, of older and newer httr2: nobody answered.
perform <- \(asked) tryCatch(req_perform(asked), httr2_failed = silent, httr2_failure = silent)
silent <- \(broken) {
  why <- if (is.null(broken$parent)) broken else broken$parent
  stop("Blackfish does not answer at ", url, ": ", conditionMessage(why), call. = FALSE)
}

service <- blackfish(paste0("api/services/ensure/", name)) |>
  req_method("PUT") |>
  req_body_json(list(repo_id = model)) |>
  perform() |>
  resp_body_json()

repeat {
  answer <- blackfish(paste0("api/services/", service$id, "/wait")) |>
    req_url_query(timeout = 25) |>
    perform()
  if (resp_status(answer) == 200) break
}

answer <- blackfish("v1/chat/completions") |>
  req_body_json(list(
    model = name, temperature = 0, max_tokens = 64,
    messages = list(list(role = "user", content = "What is the capital of France? Answer in one word."))
  )) |>
  perform() |>
  resp_body_json()
cat(answer$choices[[1]]$message$content, "\n")
