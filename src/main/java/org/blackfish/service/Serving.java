package org.blackfish.service;

import java.nio.file.Path;
import org.blackfish.model.Model;

/** What an engine is told to serve, and with what. */
record Serving(String serviceName, Model model, Path sif, int cpus, int gpus, EngineOptions options) {}
