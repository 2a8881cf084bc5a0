using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Circuits;

/// <summary>Counts the circuit for its user, and refuses it a page when there are too many.</summary>
internal sealed class CircuitCounter(OpenCircuits circuits, CircuitSeat seat, AuthenticationStateProvider state) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if ((await state.GetAuthenticationStateAsync()).User.Identity?.Name is { } user)
            seat.IsRefused = !circuits.Open(user, circuit.Id);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.SetConnected(circuit.Id, isConnected: true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.SetConnected(circuit.Id, isConnected: false);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Close(circuit.Id);
        return Task.CompletedTask;
    }
}
