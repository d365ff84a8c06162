package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether whoever answers on a port knows the token of the home, asked before the token is sent. */
final class Proof {
    private Proof() {}

    static String nonce() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Throws when the answer to {@code api/ready} does not prove it. */
    static void demand(Answer answer, String nonce, Standing standing, Path tokenFile) {
        if (answer.body().contains("\"proof\"") && answer.json() instanceof JsonObject ready) {
            boolean known = MessageDigest.isEqual(
                    ready.getString("proof", "").getBytes(StandardCharsets.UTF_8),
                    of(standing.proof().orElse(""), nonce).getBytes(StandardCharsets.UTF_8));
            if (known && ready.getBoolean("ready", false)) {
                return;
            }
            if (known) {
                throw Failure.noAnswer("The server at " + standing.address()
                        + " waits for the data that another session holds; open its page to take over.");
            }
        }
        String remedy = standing.personal().isPresent()
                ? "set BLACKFISH_URL to the address that BLACKFISH_AUTH_TOKEN is for."
                : "set BLACKFISH_PORT.";
        throw Failure.stranger(
                Failure.NOT_ALLOWED,
                "Whoever answers at " + standing.address() + " does not know the token in " + tokenFile
                        + ", so no token was sent. It is another program or another user's server; start your own with"
                        + " \"blackfish start\", or " + remedy);
    }

    static String of(String token, String nonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(nonce.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
