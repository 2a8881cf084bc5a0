using Microsoft.AspNetCore.SignalR.Protocol;

namespace Portal.Tests.Support.Circuits;

/// <summary>The protocol between a browser and its circuit: SignalR's MessagePack under a name of its own.</summary>
internal sealed class BlazorPack : MessagePackHubProtocol, IHubProtocol
{
    string IHubProtocol.Name => "blazorpack";
}
