using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Webhooks;

internal sealed class WebhookSubscriptionConfiguration : IEntityTypeConfiguration<WebhookSubscription>
{
    private const int WrappedLength = 400;
    private const int EventsLength = 1_000;

    public void Configure(EntityTypeBuilder<WebhookSubscription> subscription)
    {
        subscription.ToTable("WebhookSubscriptions");
        subscription.Property(s => s.Name).HasMaxLength(WebhookDraft.NameLength);
        subscription.Property(s => s.Address).HasMaxLength(WebhookOptions.AddressLength);
        subscription.Property(s => s.Secret).HasMaxLength(WrappedLength);
        subscription.Property(s => s.PreviousSecret).HasMaxLength(WrappedLength);
        subscription.Property(s => s.Events).HasMaxLength(EventsLength);
        subscription.Property(s => s.Template).HasMaxLength(WebhookTemplate.Length);
        subscription.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
        subscription.HasMany(s => s.Steps).WithOne().HasForeignKey(s => s.SubscriptionId);
    }
}

internal sealed class WebhookStepConfiguration : IEntityTypeConfiguration<WebhookStep>
{
    private const int NameLength = 256;

    public void Configure(EntityTypeBuilder<WebhookStep> step)
    {
        step.ToTable("WebhookSteps");
        step.Property(s => s.Detail).HasMaxLength(WebhookStep.DetailLength);
        step.Property(s => s.By).HasMaxLength(NameLength);
    }
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> told)
    {
        told.ToTable("WebhookEvents");
        told.Property(e => e.MessageId).HasMaxLength(OutboxColumns.MessageIdLength);
        told.Property(e => e.Type).HasMaxLength(OutboxColumns.TypeLength);
        told.HasIndex(e => e.MessageId).IsUnique();
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("WebhookDeliveries");
        delivery.Property(d => d.Detail).HasMaxLength(OutboxColumns.DetailLength);
        delivery.HasIndex(d => new
        {
            d.SubscriptionId,
            d.State,
            d.Id,
        }); // what is sent next to a subscription, and what failed
        delivery.HasIndex(d => new { d.State, d.DeliveredAt }); // what the night removes, and what the health check counts
        delivery.HasOne<WebhookEvent>().WithMany().HasForeignKey(d => d.EventId).OnDelete(DeleteBehavior.Restrict);
        delivery.HasOne<WebhookSubscription>().WithMany().HasForeignKey(d => d.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
    }
}
