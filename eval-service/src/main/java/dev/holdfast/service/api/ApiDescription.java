package dev.holdfast.service.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/// What the OpenAPI document says of the whole; the rest of it is made from the controllers.
@OpenAPIDefinition(
        info = @Info(title = "Holdfast", version = "v1", description = "Asks and tells the Holdfast service."),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
final class ApiDescription {
    private ApiDescription() {}
}
