package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The wheel that the build made, in a Python without anything else, against a real server and a real Slurm. */
class PythonApiE2E {
    private static Server server;
    private static Shell python;
    private static EngineModel model;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        model = EngineModel.in(server, "python", "{}");
        Path environment = Installation.scratch().resolve("venv");
        Testbed.run("python3", "-m", "venv", "--without-pip", environment.toString());
        // A pure wheel is installed by unpacking it.
        String packages = Testbed.run(
                environment + "/bin/python", "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])");
        Testbed.run(
                "python3",
                "-m",
                "zipfile",
                "-e",
                "target/share/python/blackfish_ood-" + Installation.VERSION + "-py3-none-any.whl",
                packages);
        python = new Shell(
                List.of(environment + "/bin/python", "-B", "-I", "-c"),
                Map.of("BLACKFISH_HOME_DIR", server.home().toString(), "MODEL", model.repo()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aScriptLaunchesWaitsCallsStopsAndDeletes() {
        String said = python.run("""
                from blackfish import Blackfish, Conflict, ServiceStatus
                import os
                with Blackfish() as bf:
                    service = bf.launch_service("scripted", "text_generation", os.environ["MODEL"], "default",
                                                job_config={"name": "scripted", "time": "00:10:00", "ntasks_per_node": 1,
                                                            "mem": 1, "partition": "cpu"}, auto_cleanup=False)
                    service.wait(timeout=90, raise_on_failure=True)
                    print("status", service.status, service.status == "healthy", service.live.phase)
                    print("named", [str(s.id) for s in bf.list_services(name="scripted")] == [str(service.id)])
                    print("said", bool(service.chat("Hello", max_tokens=5)))
                    print("pieces", len([p for p in service.stream("Hello", max_tokens=5) if p]) > 0)
                    print("log", len(service.log()) > 0)
                    try:
                        service.delete()
                    except Conflict as live:
                        print("refused", live)
                    service.stop()
                    service.wait(timeout=60, target_status=ServiceStatus.STOPPED, raise_on_failure=True)
                    known = service.id
                    print("deleted", service.delete(), bf.get_service(known))
                """);
        assertThat(said)
                .contains("status healthy True ready", "named True", "said True", "pieces True", "log True")
                .contains("refused The service \"scripted\" is healthy; stop it first.", "deleted True None");
    }

    @Test
    void awaitingDoesNotBlockOtherTasks() {
        assertThat(python.run("""
                        import asyncio, os
                        from blackfish import Blackfish
                        async def one(bf, name):
                            s = await bf.async_launch_service(name, "text_generation", os.environ["MODEL"], partition="cpu",
                                                              tier="CPU", auto_cleanup=False)
                            await s.async_wait(timeout=90, raise_on_failure=True)
                            await s.async_stop()
                            await s.async_wait(timeout=60, target_status="stopped", raise_on_failure=True)
                            return await s.async_delete()
                        async def main():
                            async with Blackfish() as bf:
                                print(await asyncio.gather(one(bf, "a"), one(bf, "b")))
                        asyncio.run(main())
                        """)).isEqualTo("[True, True]\n");
    }

    @Test
    void theNotebookRunsAsItIsPrinted() {
        String cells = Server.parse(Testbed.read(Path.of("clients/python/examples/quickstart.ipynb")))
                .asJsonObject()
                .getJsonArray("cells")
                .stream()
                .map(JsonValue::asJsonObject)
                .filter(cell -> cell.getString("cell_type").equals("code"))
                .flatMap(cell -> cell.getJsonArray("source").getValuesAs(JsonString::getString).stream())
                .collect(Collectors.joining("\n"));
        String said = python.run(cells + "\nprint('end', service)");
        assertThat(said).contains("end <ManagedService notebook").contains("deleted>");
    }
}
