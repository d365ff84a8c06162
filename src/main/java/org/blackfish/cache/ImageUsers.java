package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.blackfish.image.StagedImage;
import org.blackfish.service.Service;
import org.blackfish.service.Services;

/** Which live services of ours run from an image; those of other users are not known to us. */
@ApplicationScoped
public class ImageUsers {
    private final Services services;

    @Inject
    public ImageUsers(Services services) {
        this.services = services;
    }

    /** Their names in order. */
    public List<String> of(StagedImage image) {
        return services.live().stream()
                .filter(service -> image.file().path().equals(service.sif()))
                .map(Service::name)
                .sorted()
                .toList();
    }
}
