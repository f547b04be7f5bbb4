package dev.holdfast.service.schedule;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.service.database.QuartzTables;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/// Sets Quartz up: clustered, in the service's database, jobs being beans.
@Factory
final class QuartzFactory {
    /// Shards that a node makes at once.
    static final int AT_ONCE = 8;

    private static final int CONNECTIONS = 4;

    /// A node that has not been heard of for some multiple of this is taken for dead.
    private static final int CHECK_IN_MILLIS = 2_000;

    @Singleton
    Scheduler scheduler(DataSource pool, BeanContext beans) throws SchedulerException {
        var name = "holdfast-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(name, connections(ownPool(pool)));
        var quartz = new StdSchedulerFactory(properties(name)).getScheduler();
        // two nodes may live in one process, which Quartz's own list of schedulers, by name, does not know
        SchedulerRepository.getInstance().remove(quartz.getSchedulerName());
        quartz.setJobFactory((bundle, _) -> beans.getBean(bundle.getJobDetail().getJobClass()));
        return quartz;
    }

    /// Quartz ends its transactions itself and looks in every few seconds; it neither waits for requests nor has them
    /// wait.
    private static HikariDataSource ownPool(DataSource pool) {
        var config = new HikariConfig();
        if (DelegatingDataSource.unwrapDataSource(pool) instanceof HikariDataSource plain) {
            plain.copyStateTo(config);
        }
        config.setPoolName("quartz");
        config.setAutoCommit(true);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static ConnectionProvider connections(HikariDataSource pool) {
        return new ConnectionProvider() {
            @Override
            public Connection getConnection() throws SQLException {
                return pool.getConnection();
            }

            @Override
            public void shutdown() {
                pool.close();
            }

            @Override
            public void initialize() {}
        };
    }

    private static Properties properties(String connections) {
        var properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", "holdfast");
        properties.put("org.quartz.scheduler.instanceId", "AUTO");
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.put("org.quartz.scheduler.idleWaitTime", "5000");
        properties.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(AT_ONCE));
        properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.put("org.quartz.threadPool.threadCount", Integer.toString(AT_ONCE));
        properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.put("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.put("org.quartz.jobStore.dataSource", connections);
        properties.put("org.quartz.jobStore.tablePrefix", QuartzTables.SCHEMA + ".qrtz_");
        properties.put("org.quartz.jobStore.useProperties", "true");
        properties.put("org.quartz.jobStore.isClustered", "true");
        properties.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.put("org.quartz.jobStore.clusterCheckinInterval", Integer.toString(CHECK_IN_MILLIS));
        return properties;
    }
}
