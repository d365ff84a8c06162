package org.blackfish.cli;

import picocli.CommandLine.Command;

@Command(name = "batch", hidden = true, description = "Batch jobs come with a later version.")
final class Batch extends Later {
    Batch() {
        super("Batch jobs come");
    }
}
