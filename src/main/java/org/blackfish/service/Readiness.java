package org.blackfish.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.blackfish.cluster.Endpoint;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Secret;
import org.blackfish.transport.Host;

/**
 * Is this service ready? Nothing is sent anywhere until the job itself says that the listener is its own, and unless
 * its watcher, whose word that is, lives; then the engine must say that it is well, and once for each endpoint prove that
 * it knows the key: a wrong one is refused, ours is taken. Only then is our key sent for the first time, so a stranger
 * that answers 200 to everything never sees it.
 */
final class Readiness {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String HEALTH = "/health";
    /** Every engine asks for the key here before it looks at the method; a list of models is open in some versions. */
    private static final String KEYED = "/v1/chat/completions";

    /** vLLM answers chats here and asks for no key by itself; our guard does, and llama.cpp does. */
    private static final String GUARDED = "/invocations";

    private static final Probe UNGUARDED = new Probe.Bad("The engine answers without the service's key outside /v1:"
            + " Blackfish's guard is not in force in this image's vLLM, so no request is sent to it. Stop the service and"
            + " take another image.");

    private static final Probe NOT_OURS = new Probe.Bad(
            "What answers on the engine's port does not ask for the service's key; it is not taken for the engine.");

    /** One run of a job: whose word counts. {@code node} is empty when it is not known. */
    record Run(JobId job, String node, int restarts) {
        static Run of(JobRecord job) {
            return new Run(job.id(), job.node(), job.restarts());
        }

        /** As it was last known, when Slurm cannot be asked. */
        static Run of(Service service, JobId job) {
            String node = service.node();
            return new Run(job, node == null ? "" : node, 0);
        }
    }

    /** What was found, and the endpoint when it was proven to be ours. */
    record Look(Probe probe, Optional<Endpoint> proven) {
        private Look(Probe probe) {
            this(probe, Optional.empty());
        }
    }

    private final EngineCall engine;
    private final Ticker ticker;

    Readiness(Host host, Ticker ticker) {
        this.engine = new EngineCall(host, DEADLINE);
        this.ticker = ticker;
    }

    /**
     * One look.
     *
     * @param said what the job's watcher says, empty when nothing
     * @param proven the endpoint that an earlier look proved, if any
     */
    Look look(Run run, Optional<Heartbeat> said, Optional<Endpoint> proven, Secret key) {
        Optional<Heartbeat> current = said.filter(heartbeat -> isOfThisRun(heartbeat.endpoint(), run));
        if (current.isEmpty()) {
            return new Look(new Probe.NotServing());
        }
        Heartbeat heartbeat = current.get();
        if (!heartbeat.endpoint().isServing()) {
            return new Look(new Probe.Loading("The engine no longer listens on its port."));
        }
        return switch (heartbeat.liveness(ticker.now())) {
            case UNSURE -> new Look(new Probe.Unsure());
            case SILENT -> new Look(new Probe.Silent());
            case ALIVE ->
                ask(
                        heartbeat,
                        proven.filter(heartbeat.endpoint()::isSameListener).isPresent(),
                        key);
        };
    }

    private Look ask(Heartbeat heartbeat, boolean isProven, Secret key) {
        try {
            return judge(heartbeat, isProven, key);
        } catch (HostUnreachable e) {
            return new Look(unreachable(heartbeat.endpoint(), e));
        } catch (IOException | ProblemException e) {
            return new Look(new Probe.Bad("The engine broke off or did not answer within 5 s."));
        }
    }

    private static Probe unreachable(Endpoint endpoint, HostUnreachable failure) {
        String cause =
                failure.getCause() == null ? "" : " (" + failure.getCause().getMessage() + ")";
        return new Probe.Unreachable("Port " + endpoint.port() + " of node " + endpoint.host()
                + " cannot be reached from here" + cause + " although the engine listens there; a firewall may be in"
                + " between, or the node's name means another machine here. Ask the site to open the ports 20000 to 31999"
                + " of its nodes to this one.");
    }

    private Look judge(Heartbeat heartbeat, boolean isProven, Secret key) throws IOException {
        Endpoint endpoint = heartbeat.endpoint();
        Probe probe = judge(engine.get(endpoint, HEALTH, null));
        if (!(probe instanceof Probe.Good)) {
            return new Look(probe);
        }
        if (!isProven) {
            if (engine.get(endpoint, KEYED, Secret.generate()) != 401) {
                return new Look(NOT_OURS);
            }
            if (engine.get(endpoint, GUARDED, Secret.generate()) != 401) {
                return new Look(UNGUARDED);
            }
            if (heartbeat.liveness(ticker.now()) != Heartbeat.Liveness.ALIVE) {
                // The answers took so long that the port may have changed hands.
                return new Look(new Probe.Unsure());
            }
            if (!isTaken(engine.get(endpoint, KEYED, key))) {
                return new Look(NOT_OURS);
            }
        }
        return new Look(probe, Optional.of(endpoint));
    }

    /** What an engine's health status means: 503 while a model loads, 429 from one that is alive but asked too often. */
    static Probe judge(int health) {
        return switch (health) {
            case 200, 429 -> new Probe.Good();
            case 503 -> new Probe.Loading("The engine says that it is loading.");
            default -> new Probe.Bad("The engine's health is answered with HTTP " + health + ".");
        };
    }

    private static boolean isTaken(int answer) {
        return answer != 401 && answer != 403 && answer < 500;
    }

    /** An endpoint of another job, of an earlier run or of another node is no word of this run. */
    static boolean isOfThisRun(Endpoint endpoint, Run run) {
        return endpoint.job().equals(run.job())
                && endpoint.attempt() >= run.restarts()
                && (run.node().isEmpty() || run.node().equals(endpoint.host()));
    }
}
