using Portal.Domain.Records;

namespace Portal.Administration;

/// <summary>What the page of the portal's health shows.</summary>
/// <param name="Checks">Each health check, in their order.</param>
/// <param name="Doubtful">Each stream.</param>
internal sealed record HealthView(IReadOnlyList<CheckState> Checks, IReadOnlyList<DoubtfulCount> Doubtful);

/// <param name="Name">As in <c>/health/ready</c>.</param>
/// <param name="State">The name of its <see cref="Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus"/>.</param>
internal sealed record CheckState(string Name, string State);

/// <param name="Stream">Cases or appeals.</param>
/// <param name="Count">Doubtful records of the reader's units; one above the bound when there are more.</param>
internal sealed record DoubtfulCount(RecordStream Stream, long Count);
