package dev.holdfast.service.console;

import dev.holdfast.service.refusal.RefusedException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;

/// The style sheet and the script.
@Hidden
@Controller(Assets.PATH)
final class AssetController {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @Get("/{name}")
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<String> show(String name) {
        var asset = assets.named(name).orElseThrow(() -> RefusedException.missing("asset", name));
        return HttpResponse.ok(asset.text()).contentType(asset.type()).header(HttpHeaders.CACHE_CONTROL, FOR_GOOD);
    }
}
