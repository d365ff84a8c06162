package org.blackfish.service;

import java.time.Duration;
import java.util.regex.Pattern;
import org.blackfish.problem.NotYet;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** What an order must be like by itself, before anything is looked up; pure. */
final class OrderRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern WORD = Pattern.compile("[\\p{Graph}&&[^'\"`$\\\\;]]{1,200}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,512}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
    private static final Duration LONGEST_GRACE = Duration.ofDays(7);
    private static final int LONGEST_IDLE = 10_080;
    private static final int LARGEST = 1_000_000;

    private OrderRules() {}

    static void check(LaunchOrder order, WrongFields wrong) {
        if (order.image().equals("speech_recognition")) {
            throw new NotYet("Speech recognition comes with a later version; launch text_generation.");
        }
        wrong.require(
                NAME.matcher(order.name()).matches(),
                "name",
                "The name \"" + shown(order.name()) + "\" cannot be used; give 1 to 100 letters, digits, dots, hyphens"
                        + " or underscores, the first a letter or digit.");
        wrong.require(
                order.image().equals("text_generation"),
                "image",
                "The kind of service \"" + shown(order.image()) + "\" is not offered; give text_generation.");
        String engine = order.engine();
        wrong.require(
                engine == null || Recipe.of(engine).isPresent(),
                "engine",
                "There is no engine \"" + shown(String.valueOf(engine)) + "\"; give vllm or llama.cpp.");
        checkNumbersAndWords(order, wrong);
        EngineRules.check(order.options(), wrong);
    }

    private static void checkNumbersAndWords(LaunchOrder order, WrongFields wrong) {
        atLeast(wrong, "cpus", order.cpus(), 1);
        atLeast(wrong, "memory_gb", order.memoryGb(), 1);
        atLeast(wrong, "gpus", order.gpus(), 0);
        word(wrong, "constraint", order.constraint());
        word(wrong, "account", order.account());
        word(wrong, "partition", order.partition());
        grace(wrong, order.grace());
        idle(wrong, order.idleMinutes());
        key(wrong, order.apiKey());
        String again = order.idempotencyKey();
        wrong.require(
                again == null || KEY.matcher(again).matches(),
                "idempotency_key",
                "The idempotency key must be 1 to 512 printable ASCII characters without blanks.");
    }

    /** Throws {@link org.blackfish.problem.InvalidInput} for an account that no job can be submitted under; null is none. */
    static void checkAccount(@Nullable String account) {
        WrongFields wrong = new WrongFields();
        word(wrong, "account", account);
        wrong.complain();
    }

    private static void atLeast(WrongFields wrong, String field, @Nullable Integer value, int least) {
        wrong.require(
                value == null || (value >= least && value <= LARGEST),
                field,
                "The value " + value + " of " + field + " cannot be asked for; give " + least + " or more.");
    }

    private static void word(WrongFields wrong, String field, @Nullable String value) {
        wrong.require(
                value == null || WORD.matcher(value).matches(),
                field,
                "The " + field + " \"" + shown(String.valueOf(value))
                        + "\" cannot be used; give one word without blanks, quotes, $ or line breaks.");
    }

    private static void grace(WrongFields wrong, @Nullable Duration grace) {
        wrong.require(
                grace == null || (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0),
                "grace_period",
                "The grace period must be from 0 seconds to 7 days.");
    }

    private static void idle(WrongFields wrong, @Nullable Integer minutes) {
        wrong.require(
                minutes == null || (minutes >= 1 && minutes <= LONGEST_IDLE),
                "idle_minutes",
                "The idle_minutes are " + minutes + "; give 1 to " + LONGEST_IDLE
                        + " minutes, or leave it out for a service that stays until its time ends.");
    }

    private static void key(WrongFields wrong, @Nullable Secret key) {
        wrong.require(
                key == null || KEY.matcher(key.value()).matches(),
                "api_key",
                "The key must be 1 to 512 printable ASCII characters without blanks.");
    }

    static String shown(String text) {
        String clean = CONTROL.matcher(text).replaceAll("?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
