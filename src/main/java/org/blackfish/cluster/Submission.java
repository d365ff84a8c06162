package org.blackfish.cluster;

import java.nio.file.Path;

/** A job to submit: its script file, the folder that identifies it, its name, and a comment as a second hint. */
public record Submission(Path script, Path workDirectory, String name, String comment) {
    public Submission {
        if (!script.isAbsolute() || !workDirectory.isAbsolute()) {
            throw new IllegalArgumentException("a submission needs absolute paths");
        }
        Checked.line("name", name, 100);
        Checked.line("comment", comment, 200);
    }
}
