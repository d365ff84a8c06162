package org.blackfish.waiting;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blackfish.database.LeaseWait;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Settings;

/**
 * Waits for the data of a home: {@code SecondSession ADDRESS (show|ask|leave)}. Exit codes: 0 the data are ours and stay so
 * for the next process of this machine; 1 a problem; 3 somebody holds them and we were not to wait.
 */
public final class SecondSession {
    private static final int HELD = 3;
    /** Long enough for an open page to fetch the news that the server starts. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(6);

    private final LeaseWait wait;
    private final WaitingPage page;
    private final Duration pause;

    private SecondSession(Settings settings, boolean asking) {
        wait = new LeaseWait(settings, SecondSession::lost);
        page = new WaitingPage(settings, asking);
        pause = Duration.ofMillis(Math.clamp(settings.lease().beat().toMillis() / 5, 100, 1000));
    }

    /** The program. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Settings settings = Settings.read(System.getenv());
            List<String> words = List.of(arguments);
            SecondSession session = new SecondSession(settings, words.get(1).equals("ask"));
            System.exit(session.run(settings, words.get(0), words.get(1).equals("leave")));
        } catch (IOException | ProblemException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private int run(Settings settings, String address, boolean leave) throws IOException, InterruptedException {
        LeaseWait.Look look = wait.look();
        if (look instanceof LeaseWait.Look.Held held) {
            System.out.println("the data in " + settings.homeDirectory() + " are in use by " + held.holder() + ".");
            if (leave) {
                return HELD;
            }
            PageServer server = PageServer.start(new InetSocketAddress(address, settings.port()), page);
            System.out.println("waits on http://" + address + ":" + settings.port() + settings.basePath()
                    + "/ ; open that session at " + held.address()
                    + (held.link().isPresent() ? "" : " on " + held.host())
                    + ", or take over on this page or with --take-over; sign in with the token in "
                    + settings.homeDirectory().resolve("auth_token"));
            untilOurs(look);
            server.stop();
        }
        return 0;
    }

    private void untilOurs(LeaseWait.Look first) throws InterruptedException {
        LeaseWait.Look look = first;
        while (look instanceof LeaseWait.Look.Held held) {
            page.show(held);
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            try {
                if (page.isAsking()) {
                    wait.ask();
                }
                look = wait.look();
            } catch (IOException e) {
                // A storage that hangs or fails now may answer at the next look; nothing is taken meanwhile.
                page.trouble(String.valueOf(e.getMessage()));
            }
        }
        System.out.println("the data are free and belong to this session now; the server starts");
        if (page.starts()) {
            TimeUnit.MILLISECONDS.sleep(LAST_LOOK.toMillis());
        }
    }

    private static void lost(String why) {
        System.out.println("stopped, because " + why + ".");
        Runtime.getRuntime().halt(1);
    }
}
