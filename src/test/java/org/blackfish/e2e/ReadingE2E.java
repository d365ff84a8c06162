package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and single services as scripts read them again and again: by pages, and only when something changed. */
class ReadingE2E {
    private static Server server;
    private static Launches launches;
    private static String other;

    /** Ours wait, so that no engine is needed. */
    @BeforeAll
    static void start() {
        other = Testbed.occupyNode();
        server = Server.start();
        launches = new Launches(server);
        for (String name : new String[] {"one", "two", "three"}) {
            launches.jobId(launches.launch(name));
        }
    }

    @AfterAll
    static void stop() {
        Launches.all(server).forEach(service -> launches.stop(service.getString("id")));
        Testbed.run("scancel", other);
        server.close();
    }

    @Test
    void aListIsCutByLimitAndOffsetAndTellsItsWholeLength() {
        assertThat(names("/api/services?limit=2")).containsExactly("three", "two");
        assertThat(names("/api/services?limit=2&offset=2")).containsExactly("one");
        assertThat(names("/api/services?offset=7")).isEmpty();
        assertThat(names("/api/services?name=two")).containsExactly("two");
        assertThat(names("/api/services")).containsExactly("three", "two", "one");
        for (String query : new String[] {"", "?limit=1", "?offset=3", "?limit=1&offset=1"}) {
            assertThat(total("/api/services" + query)).as(query).isEqualTo("3");
        }
        assertThat(total("/api/services?name=two&limit=1&offset=1")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "offset=x, offset",
        "limit=99999999999999999999, limit",
        "status=odd, status",
        "port=http, port",
        "include=all, include",
        "id=7, id"
    })
    void aMalformedValueIsRefusedWithItsName(String query, String field) {
        HttpResponse<String> answer = server.get("/api/services?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Server.parse(answer.body()).asJsonObject().getString("detail"))
                .contains(" of " + field + " is not ");
    }

    @Test
    void whatHasNotChangedIsAnsweredWithoutABody() {
        for (String path : new String[] {"/api/services", "/api/services?include=live&limit=2", "/api/profiles"}) {
            AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
            // What was launched before may still be on its way to what it will be.
            Testbed.await("two looks at " + path + " are the same", () -> {
                last.set(again(path, server.get(path)));
                return last.get().statusCode() == 304;
            });
            HttpResponse<String> again = last.get();
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("etag")).isPresent();
        }
    }

    @Test
    void aChangeIsSeenByTheListAndByTheServiceItself() {
        String id = launches.launch("changing");
        launches.jobId(id);
        String path = "/api/services/" + id;
        Testbed.await(
                "a queued service is the same at two looks", () -> isUnchanged(path) && isUnchanged(path + "/live"));
        HttpResponse<String> list = server.get("/api/services");
        HttpResponse<String> single = server.get(path);
        HttpResponse<String> live = server.get(path + "/live");

        launches.stop(id);
        assertThat(again("/api/services", list).statusCode()).isEqualTo(200);
        assertThat(again("/api/services/" + id, single).body()).contains("stopped");
        assertThat(again("/api/services/" + id + "/live", live).body()).contains("ended");

        HttpResponse<String> before = server.get("/api/services");
        assertThat(server.delete("/api/services/" + id).statusCode()).isEqualTo(200);
        assertThat(again("/api/services", before).statusCode()).isEqualTo(200);
        assertThat(again("/api/services/" + id, single).statusCode()).isEqualTo(404);
    }

    private static boolean isUnchanged(String path) {
        return again(path, server.get(path)).statusCode() == 304;
    }

    private static HttpResponse<String> again(String path, HttpResponse<String> before) {
        String tag = before.headers().firstValue("etag").orElseThrow();
        return server.send(server.request(path).header("If-None-Match", tag).GET());
    }

    private static List<String> names(String path) {
        return Server.parse(server.get(path).body()).asJsonArray().stream()
                .map(row -> row.asJsonObject().getString("name"))
                .filter(name -> !name.equals("changing"))
                .toList();
    }

    private static String total(String path) {
        return server.get(path).headers().firstValue("x-total-count").orElse("none");
    }
}
