package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.blackfish.security.AccessToken;
import org.blackfish.security.AccessTokens;
import org.blackfish.wire.TokenView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Personal tokens for programs; a secret is shown in the answer that makes it and never again. */
@Path("tokens")
@Tag(name = "Tokens")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {
    private final AccessTokens tokens;

    @Inject
    TokensResource(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @GET
    @Operation(operationId = "listTokens", summary = "Personal tokens")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TokenView.class)))
    public Response list(@Context UriInfo address, @Context Request request) {
        return Answers.list(tokens.all(), token -> view(token, null), new Query(address.getQueryParameters()), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "issueToken", summary = "Make a personal token; its secret is shown only here")
    @RequestBody(ref = "token")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    public Response issue(byte[] body, @Context UriInfo address) {
        TokenRequest asked = TokenRequest.read(JsonBody.object(body));
        var issued = tokens.issue(asked.order());
        return Answers.created(
                Answers.naming(
                        asked.ignored(), view(issued.token(), issued.secret().value())),
                address.getBaseUri().getPath() + "tokens/" + issued.token().id());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "revokeToken", summary = "Revoke a personal token")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Response revoke(@PathParam("id") @Parameter(ref = "token") String id) {
        tokens.revoke(Query.id(id));
        return Response.noContent().build();
    }

    private static TokenView view(AccessToken token, @Nullable String secret) {
        return new TokenView(
                token.id(),
                token.name(),
                List.of(token.scope().word()),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                secret);
    }
}
