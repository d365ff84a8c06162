package org.blackfish.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.profile.ThisMachine;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;

/** This machine with another {@code PATH}: the programs of a folder come first, or are all there are. */
class ProgramHosts extends ThisMachine {
    private final String path;

    ProgramHosts(Path programs) {
        this.path = programs + ":" + System.getenv("PATH");
    }

    @Override
    public Outcome run(Command command) {
        // A program is looked up on the PATH of this JVM; env looks it up again, on the new one.
        List<String> argv = new ArrayList<>(List.of("env"));
        argv.addAll(command.argv());
        Command found =
                new Command(argv, command.stdin(), command.environment(), command.deadline(), command.endsItself());
        return super.run(found.with("PATH", path));
    }
}
