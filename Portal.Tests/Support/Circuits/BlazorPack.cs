using Microsoft.AspNetCore.SignalR.Protocol;

namespace Portal.Tests.Support.Circuits;

/// <summary>How a browser and its circuit speak: SignalR's MessagePack under a name of its own.</summary>
internal sealed class BlazorPack : MessagePackHubProtocol, IHubProtocol
{
    string IHubProtocol.Name => "blazorpack";
}
