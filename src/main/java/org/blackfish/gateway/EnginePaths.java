package org.blackfish.gateway;

import java.util.regex.Pattern;

/**
 * The paths of an engine that may be reached from outside. Everything else is closed, because engines answer chats and
 * administration on other paths without asking for a key (vLLM: {@code /invocations}, {@code /scale_elastic_ep}).
 */
public final class EnginePaths {
    private static final Pattern SEGMENTS = Pattern.compile("(/(?:[A-Za-z0-9._~!$'*+,=:@-]|%[0-9A-Fa-f]{2})+)+");
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");
    private static final Pattern DISGUISED = Pattern.compile("%(2[eEfF]|5[cC]|[01].|7[fF]|[89a-fA-F].)");

    private EnginePaths() {}

    /** Whether {@code path}, as it came and without its query, may go to an engine of this name. */
    public static boolean allows(String engine, String path) {
        return isPlain(path)
                && (path.equals("/health")
                        || path.startsWith("/v1/")
                        || (isSpeech(engine) && path.equals("/transcribe")));
    }

    /** Speech engines take their key in a header of their own and have a path of their own. */
    static boolean isSpeech(String engine) {
        return engine.startsWith("speech");
    }

    private static boolean isPlain(String path) {
        return SEGMENTS.matcher(path).matches()
                && !DOTS.matcher(path).find()
                && !DISGUISED.matcher(path).find();
    }
}
