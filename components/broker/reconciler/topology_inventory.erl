%% What a topology has made on a broker, which is all that it may remove again: a global parameter of its own.
-module(topology_inventory).
-export([read/2, write/3]).

read(Api, Owner) ->
    case topology_api:get(Api, path(Owner)) of
        {ok, #{<<"value">> := #{<<"made">> := Made}}} -> [decode(Thing) || Thing <- Made];
        {error, 404, _} -> []
    end.

write(Api, Owner, Things) ->
    Value = #{<<"made">> => [encode(Thing) || Thing <- lists:sort(Things)]},
    {ok, _} = topology_api:put(Api, path(Owner), #{<<"name">> => name(Owner), <<"value">> => Value}).

path(Owner) -> "/api/global-parameters" ++ topology_api:path([name(Owner)]).

name(Owner) -> <<"queue-workloads.", Owner/binary>>.

encode({<<"binding">>, Vhost, {Source, Queue, Key, Arguments}}) ->
    [<<"binding">>, Vhost, Source, Queue, Key, iolist_to_binary(json:encode(Arguments))];
encode({Kind, Vhost, Name}) ->
    [Kind, Vhost, Name].

%% As text, because RabbitMQ gives a map without keys back as a list.
decode([<<"binding">>, Vhost, Source, Queue, Key, Arguments]) ->
    {<<"binding">>, Vhost, {Source, Queue, Key, json:decode(Arguments)}};
decode([Kind, Vhost, Name]) ->
    {Kind, Vhost, Name}.
