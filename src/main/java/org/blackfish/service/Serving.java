package org.blackfish.service;

import java.nio.file.Path;
import java.util.List;
import org.blackfish.model.Model;

/** What an engine is told to serve, and with what. */
record Serving(
        String serviceName,
        Model model,
        Path sif,
        int cpus,
        int gpus,
        List<String> engineArguments,
        boolean trustRemoteCode) {
    Serving {
        engineArguments = List.copyOf(engineArguments);
    }
}
