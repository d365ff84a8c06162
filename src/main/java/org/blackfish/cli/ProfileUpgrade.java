package org.blackfish.cli;

import picocli.CommandLine.Command;

@Command(name = "upgrade", hidden = true, description = "Upgrading a profile comes with a later version.")
final class ProfileUpgrade extends Later {
    ProfileUpgrade() {
        super("Upgrading a profile comes");
    }
}
