package org.blackfish.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.blackfish.service.ServiceDoor;
import org.blackfish.service.Services;
import org.blackfish.service.Watchers;
import org.jspecify.annotations.Nullable;

/** The services that can be talked to. The talk itself lives in the browser, so nothing is kept between requests. */
@Named
@RequestScoped
public class ChatPage {
    private final List<ChatService> ready;
    private final ChatChoice choice;

    @Inject
    ChatPage(HttpServletRequest request, ServiceDoor door, Services services, Watchers watchers) {
        watchers.somebodyWatches();
        ready = door.ready().stream().map(ChatService::of).toList();
        choice = ChatChoice.of(
                ready, request.getParameter("service"), id -> services.find(id).map(ChatService::of));
    }

    public List<ChatService> ready() {
        return ready;
    }

    public boolean isChosen(ChatService service) {
        return service.id().equals(choice.chosen());
    }

    public @Nullable String sentence() {
        return choice.sentence();
    }

    public @Nullable UUID wanted() {
        return choice.wanted();
    }
}
