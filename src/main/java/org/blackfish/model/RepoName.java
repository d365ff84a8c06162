package org.blackfish.model;

import java.util.Optional;
import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;

/** The name of a repository and its folder: {@code ns/name} lies in {@code models--ns--name}. */
record RepoName(String text) {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,95}(/[A-Za-z0-9_][A-Za-z0-9._+-]{0,95})?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,127}");
    private static final String LOCAL = "local/";
    static final String FOLDER = "models--";

    RepoName {
        if (!isName(text)) {
            throw new InvalidInput(
                    "repo_id",
                    "The model \"" + Shown.line(text, 100)
                            + "\" is no repository name; give namespace/name of letters, digits, dot, hyphen and"
                            + " underscore, or local/X for the file models/X.gguf.");
        }
    }

    /** The repository of a folder's name, empty for other folders; the first {@code --} after the namespace counts. */
    static Optional<RepoName> ofFolder(String folder) {
        if (!folder.startsWith(FOLDER)) {
            return Optional.empty();
        }
        String name = folder.substring(FOLDER.length()).replaceFirst("--", "/");
        return isName(name) ? Optional.of(new RepoName(name)) : Optional.empty();
    }

    static Optional<RepoName> ofLoneFile(String stem) {
        return isName(LOCAL + stem) ? Optional.of(new RepoName(LOCAL + stem)) : Optional.empty();
    }

    static void checkRevision(String revision) {
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new InvalidInput(
                    "revision",
                    "The revision \"" + Shown.line(revision, 100)
                            + "\" is no commit, branch or tag; leave it out for the newest.");
        }
    }

    boolean isLocal() {
        return text.startsWith(LOCAL);
    }

    /** The name of the lone file without its ending. */
    String stem() {
        return text.substring(LOCAL.length());
    }

    String folder() {
        return FOLDER + text.replace("/", "--");
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..");
    }
}
