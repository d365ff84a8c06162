package org.blackfish.web;

import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.service.Door;
import org.blackfish.service.Phase;
import org.blackfish.service.QueueWait;
import org.blackfish.service.QueueWaits;
import org.blackfish.service.Removal;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceDoor;
import org.blackfish.service.ServiceLife;
import org.blackfish.service.Services;
import org.blackfish.service.Status;
import org.blackfish.service.Watchers;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** One service: where it is on its way, how to use it, what became of it. */
@Named
@ViewScoped
public class ServicePage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Services services;
    private final transient ServiceLife life;
    private final transient ServiceDoor doors;
    private final transient Watchers watchers;
    private final transient Notices notices;
    private final transient QueueWaits waits;
    private final UUID id;
    private final String root;
    private final transient Path tokenFile;

    private transient Service service;
    private String shown = "";

    @Inject
    ServicePage(
            Services services,
            ServiceLife life,
            ServiceDoor doors,
            Watchers watchers,
            Notices notices,
            QueueWaits waits,
            // Settings are a record, which CDI can neither wrap nor write out with a view.
            @TransientReference Settings settings,
            HttpServletRequest request) {
        this.services = services;
        this.life = life;
        this.doors = doors;
        this.watchers = watchers;
        this.notices = notices;
        this.waits = waits;
        this.id = id(request.getParameter("id"));
        this.service = services.get(id);
        this.root = root(request);
        this.tokenFile = settings.homeDirectory().resolve("auth_token");
    }

    /** Reads the service again; sends people back to the list when it is gone. */
    public void refresh() {
        watchers.somebodyWatches();
        service = services.get(id);
        String use = row().isReady() + " " + direct();
        // Nobody's opened section or shown key is to vanish while nothing changes there.
        if (!use.equals(shown) && PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current().ajax().update("service:use");
        }
        shown = use;
    }

    public void stop() {
        life.stop(id);
        refresh();
        notices.done(service.name() + " is being stopped.");
    }

    public String delete() {
        String name = service.name();
        Removal removal = life.delete(id);
        if (!removal.removed()) {
            String why = removal.message() == null ? "It could not be removed." : removal.message();
            throw new WrongState(name, service.status().word(), "ended", why);
        }
        notices.done(name + " was removed.");
        return "/services.xhtml?faces-redirect=true";
    }

    public Service service() {
        return service;
    }

    public ServiceRow row() {
        return ServiceRow.of(service);
    }

    public List<PhaseStep> line() {
        return PhaseStep.line(service);
    }

    /** While it queues, how long launches like it waited so far; empty otherwise, or when nothing can be said. */
    public String queueWait() {
        return service.phase() == Phase.QUEUED
                ? waits.of(service.profile(), service.partition(), service.tier())
                        .map(QueueWait::sentence)
                        .orElse("")
                : "";
    }

    public boolean isFailed() {
        return service.status() == Status.FAILED || service.status() == Status.TIMEOUT;
    }

    public String asked() {
        return service.cpus() + " cores, " + service.memoryGb() + " GB memory, "
                + (service.gpus() == 0 ? "no GPU" : service.gpus() + " GPU") + ", " + Words.of(service.time());
    }

    /** What to paste elsewhere. */
    public Snippets snippets() {
        boolean isMeant = services.findByName(service.name())
                .filter(named -> named.id().equals(id))
                .isPresent();
        return new Snippets(root, isMeant ? service.name() : id.toString(), service.model(), tokenFile);
    }

    /** The engine's own address; null while the service does not answer. */
    public @Nullable String direct() {
        try {
            Door door = doors.open(id);
            return "http://" + door.node() + ":" + door.port() + "/v1";
        } catch (WrongState notReady) {
            return null;
        }
    }

    /** Where the browser found us, as REST's {@code base_url} says it too. */
    static String root(HttpServletRequest request) {
        URI asked = URI.create(request.getRequestURL().toString());
        return asked.getScheme() + "://" + asked.getRawAuthority() + request.getContextPath();
    }

    private static UUID id(@Nullable String given) {
        try {
            return UUID.fromString(String.valueOf(given));
        } catch (IllegalArgumentException e) {
            throw new UnknownItem("service", String.valueOf(given));
        }
    }
}
