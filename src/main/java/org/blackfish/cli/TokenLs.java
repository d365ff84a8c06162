package org.blackfish.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "ls", description = "Lists your personal tokens; the secrets themselves are shown only once.")
final class TokenLs implements Callable<Integer> {
    private final World world;

    @Mixin
    private final Format format = new Format();

    TokenLs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Answer tokens = world.server().ask(Call.get("api/tokens"));
        if (!format.printed(world, tokens.structure())) {
            Instant now = world.clock().instant();
            Table table = new Table("ID", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED");
            tokens.list()
                    .forEach(token -> table.row(
                            Members.text(token, "id"),
                            Members.text(token, "name"),
                            String.join(" ", Members.texts(token, "scopes")),
                            Members.time(token, "created_at")
                                    .map(time -> Ages.ago(time, now))
                                    .orElse(""),
                            Members.text(token, "expires_at").isEmpty() ? "never" : Members.text(token, "expires_at"),
                            Members.time(token, "last_used_at")
                                    .map(time -> Ages.ago(time, now))
                                    .orElse("never")));
            Format.print(world, table);
        }
        return 0;
    }
}
