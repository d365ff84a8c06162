package org.blackfish.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Collectors;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceDoor;
import org.blackfish.service.Services;
import org.blackfish.service.Traffic;

/** Which services answer to which model names: a service's own name, or its model's repository. */
@ApplicationScoped
public class ReadyModels {
    private final ServiceDoor doors;
    private final Services services;
    private final Traffic traffic;

    @Inject
    ReadyModels(ServiceDoor doors, Services services, Traffic traffic) {
        this.doors = doors;
        this.services = services;
        this.traffic = traffic;
    }

    /** The least busy ready service of that name; else one that is on its way, whose door then says so. */
    Service get(String model) {
        List<Service> ready = named(doors.ready(), model);
        if (!ready.isEmpty()) {
            return traffic.leastBusy(ready);
        }
        return named(services.live(), model).stream()
                .findFirst()
                .orElseThrow(() -> new UnknownItem(
                        "model", model, "No running service answers to the model \"" + model + "\"; " + known()));
    }

    /** What to say when a request names no model. */
    InvalidInput missing() {
        return new InvalidInput("model", "The request names no \"model\"; " + known());
    }

    private String known() {
        List<Service> ready = doors.ready();
        return ready.isEmpty()
                ? "no service is ready."
                : "ready are: "
                        + ready.stream()
                                .map(service -> service.name() + " (" + service.model() + ")")
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static List<Service> named(List<Service> services, String model) {
        return services.stream()
                .filter(service ->
                        service.name().equals(model) || service.model().equals(model))
                .toList();
    }

    /** {@code GET /v1/models}: one entry for each ready service, its id the service's name. */
    String list() {
        var data = Json.createArrayBuilder();
        doors.ready().forEach(service -> data.add(entry(service.name(), service)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build()
                .toString();
    }

    /** {@code GET /v1/models/{id}}. */
    String one(String model) {
        List<Service> ready = named(doors.ready(), model);
        if (ready.isEmpty()) {
            throw new UnknownItem("model", model, "No ready service answers to the model \"" + model + "\".");
        }
        return entry(model, ready.getFirst()).build().toString();
    }

    private static JsonObjectBuilder entry(String id, Service service) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("object", "model")
                .add("created", service.createdAt().getEpochSecond())
                .add("owned_by", "blackfish")
                .add("root", service.model());
    }
}
