package org.blackfish.hub;

import java.util.regex.Pattern;
import org.blackfish.fetch.Repository;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;

/** The name of a repository on the hub, {@code namespace/name} or, of the oldest, {@code name}. */
public record RepoId(String text) {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,127}");

    public RepoId {
        if (!isName(text)) {
            throw new InvalidInput(
                    "repo_id",
                    "The model \"" + Shown.line(text, 100)
                            + "\" is no name of a repository; give namespace/name of letters,"
                            + " digits, dot, hyphen and underscore, such as openai/whisper-tiny.");
        }
    }

    /** The hub itself refuses two dots or hyphens, since they would make two names of one folder. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..") && !text.contains("--");
    }

    static void checkRevision(String revision) {
        if (!REVISION.matcher(revision).matches() || revision.contains("..") || revision.contains("//")) {
            throw new InvalidInput(
                    "revision",
                    "The revision \"" + Shown.line(revision, 100)
                            + "\" is no commit, branch or tag; leave it out for the newest.");
        }
    }

    static boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{40}");
    }

    /** Its folder in a cache. */
    public String folder() {
        return Repository.name(text);
    }
}
