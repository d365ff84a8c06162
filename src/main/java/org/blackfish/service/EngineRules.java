package org.blackfish.service;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which arguments and variables may be added to an engine's start; pure. */
final class EngineRules {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Set<String> KEY_FLAGS = Set.of("--api-key", "--api-key-file");
    private static final Set<String> SECRET_FLAGS = Set.of("--hf-token", "-hft");
    private static final Set<String> SECRET_WORDS =
            Set.of("TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "KEY", "APIKEY", "CREDENTIAL", "CREDENTIALS");
    private static final Set<String> OUR_VARIABLES =
            Set.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "PYTHONNOUSERSITE", "PYTHONPATH", "PYTHONHOME");
    private static final Pattern OUR_PREFIX = Pattern.compile("(LLAMA_ARG_|APPTAINER|SINGULARITY|BLACKFISH).*");
    private static final int MOST = 200;
    private static final int LONGEST = 8192;

    private EngineRules() {}

    /** What they must be like whatever the engine. */
    static void check(EngineOptions options, WrongFields wrong) {
        wrong.require(
                options.arguments().size() <= MOST,
                "engine_args",
                "There are " + options.arguments().size() + " engine arguments; at most " + MOST + " are possible.");
        for (String argument : options.arguments()) {
            wrong.require(
                    isOneLine(argument),
                    "engine_args",
                    "The engine argument \"" + OrderRules.shown(argument) + "\" holds a line break or control character"
                            + " or has more than " + LONGEST + " characters; give each argument as one short text.");
        }
        wrong.require(
                options.environment().size() <= MOST,
                "env",
                "There are " + options.environment().size() + " variables in env; at most " + MOST + " are possible.");
        options.environment().forEach((name, value) -> variable(name, value, wrong));
    }

    private static void variable(String name, String value, WrongFields wrong) {
        String shown = OrderRules.shown(name);
        wrong.require(
                VARIABLE.matcher(name).matches(),
                "env",
                "\"" + shown + "\" in env cannot be the name of a variable; give letters, digits and underscores, the"
                        + " first no digit.");
        String upper = name.toUpperCase(Locale.ROOT);
        for (String word : upper.split("_", -1)) {
            wrong.require(
                    !SECRET_WORDS.contains(word),
                    "env",
                    "The variable " + shown
                            + " in env looks like a secret, and Slurm keeps the script for others to read;"
                            + " leave it out: the engine's key is given as api_key, and models are read from disk.");
        }
        wrong.require(
                !OUR_VARIABLES.contains(upper) && !OUR_PREFIX.matcher(upper).matches(),
                "env",
                "The variable " + shown
                        + " in env is set by Blackfish or does what engine_args are for; leave it out.");
        wrong.require(
                isOneLine(value),
                "env",
                "The value of " + shown + " in env holds a line break or control character or has more than " + LONGEST
                        + " characters; give one short line.");
    }

    private static boolean isOneLine(String text) {
        return text.length() <= LONGEST && !CONTROL.matcher(text).find();
    }

    /** What this engine must not be told: secrets, which would lie open in the script, and what is ours to set. */
    static void check(Recipe recipe, EngineOptions options, WrongFields wrong) {
        for (String argument : options.arguments()) {
            refusal(recipe, argument).ifPresent(sentence -> wrong.require(false, "engine_args", sentence));
        }
        wrong.require(
                !options.trustRemoteCode() || recipe instanceof Vllm,
                "trust_remote_code",
                "Only vLLM can run code that comes with a model, and this one runs with " + recipe.engine()
                        + "; leave trust_remote_code out.");
    }

    private static Optional<String> refusal(Recipe recipe, String argument) {
        String flag = flag(argument);
        String what = "The engine argument " + OrderRules.shown(flag);
        if (matches(recipe, flag, KEY_FLAGS)) {
            return Optional.of(what + " would show the key in the job's script; give the key as api_key.");
        }
        if (matches(recipe, flag, SECRET_FLAGS)) {
            return Optional.of(
                    what + " would show a secret in the job's script; models are read from disk, so leave it out.");
        }
        if (matches(recipe, flag, Set.of("--trust-remote-code"))) {
            return Optional.of(
                    what + " runs Python code that comes with the model, with your rights; when you have read"
                            + " that code, give trust_remote_code: true instead.");
        }
        return matches(recipe, flag, Set.copyOf(recipe.reserved()))
                ? Optional.of(what + " is set by Blackfish; leave it out.")
                : Optional.empty();
    }

    /** Without {@code =value} or {@code .member}, and with the hyphens for which both engines take underscores too. */
    private static String flag(String argument) {
        String name = argument.split("[=.]", 2)[0];
        return name.startsWith("--") ? name.replace('_', '-') : name;
    }

    /** vLLM also takes a long flag's beginning for the flag. */
    private static boolean matches(Recipe recipe, String flag, Set<String> flags) {
        boolean beginning = recipe instanceof Vllm && flag.length() > 3 && flag.startsWith("--");
        return flags.contains(flag) || (beginning && flags.stream().anyMatch(one -> one.startsWith(flag)));
    }
}
